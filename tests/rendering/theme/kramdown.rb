# frozen_string_literal: true

# Converts Markdown as a site's Jekyll does: reads lines of JSON {"text": .., "config": ..} and answers
# each with a line of JSON, the HTML.
require "jekyll"
require "json"

Jekyll.logger.log_level = :error
$stdout.sync = true
converters = {}

$stdin.each_line do |line|
  asked = JSON.parse(line)
  converter = converters[asked["config"]] ||= Jekyll::Converters::Markdown.new(
    Jekyll::Configuration.from(asked["config"])
  )
  puts JSON.generate(converter.convert(asked["text"]))
end
