# frozen_string_literal: true

# Converts bodies with kramdown as Jekyll sets it up, and says how many seconds each took.
# Reads one JSON line: a list of bodies; writes one JSON line: the best of three for each.
require "json"
require "kramdown"
require "kramdown-parser-gfm"

OPTIONS = {
  auto_ids: true, entity_output: "as_char", input: "GFM", hard_wrap: false,
  syntax_highlighter: "rouge", guess_lang: true,
  syntax_highlighter_opts: { default_lang: "plaintext", guess_lang: true }
}.freeze

def seconds
  start = Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID)
  yield
  Process.clock_gettime(Process::CLOCK_PROCESS_CPUTIME_ID) - start
end

bodies = JSON.parse($stdin.gets)
times = bodies.map do |body|
  Array.new(3) { seconds { Kramdown::Document.new(body, OPTIONS).to_html } }.min
end
puts JSON.generate(times)
