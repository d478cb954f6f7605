# frozen_string_literal: true

# Answers with what Debian's kramdown makes of texts, for as long as its input stays open.
#
# One JSON object a line in, one a line out: {"text": ..., "options": {...}} or, for Jekyll's own way
# from a site's configuration to kramdown's options, {"text": ..., "config": {...}}.
# Answer: {"html": ...} or {"error": ...}.
require 'json'
require 'timeout'
require 'kramdown'
require 'kramdown-parser-gfm'
require 'rouge'

JEKYLL = {
  'auto_ids' => true, 'toc_levels' => (1..6).to_a, 'entity_output' => 'as_char',
  'smart_quotes' => 'lsquo,rsquo,ldquo,rdquo', 'input' => 'GFM', 'hard_wrap' => false,
  'guess_lang' => true, 'footnote_nr' => 1, 'show_warnings' => false,
  'syntax_highlighter' => 'rouge',
  'syntax_highlighter_opts' => { 'default_lang' => 'plaintext', 'guess_lang' => true }
}.freeze

def copy(value)
  Marshal.load(Marshal.dump(value))
end

def by_jekyll(text, config)
  require 'jekyll'
  Jekyll.logger.log_level = :error
  merged = Jekyll::Configuration.from(config.merge('quiet' => true))
  # not Converters::Markdown, which keeps results by text alone
  Jekyll::Converters::Markdown::KramdownParser.new(merged).convert(text)
end

$stdout.sync = true
$stdin.each_line do |line|
  asked = JSON.parse(line)
  answer =
    begin
      Timeout.timeout(asked['seconds'] || 10) do
        if asked.key?('config')
          { html: by_jekyll(asked['text'], asked['config']) }
        else
          options = copy(JEKYLL).merge(asked['options'] || {})
          { html: Kramdown::Document.new(asked['text'], options).to_html }
        end
      end
    rescue Exception => e # rubocop:disable Lint/RescueException
      raise if e.is_a?(Interrupt)

      { error: "#{e.class}: #{e.message}"[0, 300] }
    end
  puts JSON.generate(answer.transform_values(&:scrub)) # a surrogate's entity is no valid text
end
