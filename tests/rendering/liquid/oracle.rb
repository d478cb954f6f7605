# frozen_string_literal: true
# Renders templates with real Jekyll, one JSON request a line, one JSON answer a line.
#
#   ruby oracle.rb SITE_FOLDER
#
# Request: {"templates": [...], "scope": {...}, "page": {...}, "liquid": {...}}; answer: a list of {"text": ...} or {"error": ...}.
# Values that JSON lacks are written as {"__time__": seconds}, {"__utc__": seconds}, {"__date__": "2022-01-11"}.
require 'jekyll'
require 'json'
require 'time'

# Where the plugin jekyll-include-cache is absent: its output is that of `include`.
class IncludeCached < Jekyll::Tags::OptimizedIncludeTag; end
Liquid::Template.register_tag('include_cached', IncludeCached)
%w[jekyll-seo-tag jekyll-feed].each do |plugin|
  require plugin
rescue LoadError
  # The tests that need it skip.
end

Jekyll.logger.log_level = :error
$stdout.sync = true
SITE = Jekyll::Site.new(
  Jekyll.configuration(
    'source' => ARGV[0], 'destination' => File.join(ARGV[0], '_site'), 'safe' => true, 'quiet' => true,
    'disable_disk_cache' => true, 'future' => true, 'show_drafts' => false
  )
)
SITE.reset
SITE.read

def value(given)
  case given
  when Array then given.map { |item| value(item) }
  when Hash
    return Time.at(given['__time__']) if given.key?('__time__')
    return Time.at(given['__utc__']).utc if given.key?('__utc__')
    return Date.parse(given['__date__']) if given.key?('__date__')
    return given['__float__'].to_f if given.key?('__float__')

    given.transform_values { |item| value(item) }
  else given
  end
end

count = 0
while (line = $stdin.gets)
  request = JSON.parse(line)
  scope = value(request['scope'] || {})
  before = SITE.config.dup
  SITE.config.merge!(value(request['config'] || {}))
  liquid = SITE.config['liquid'].merge(request['liquid'] || {})
  Liquid::Template.error_mode = liquid['error_mode'].to_sym
  answers = request['templates'].map do |template|
    count += 1
    SITE.filter_cache.clear
    payload = SITE.site_payload
    page = value(request['page'] || {})
    payload['page'] = page
    scope.each { |key, one| payload[key] = one }
    info = {
      registers: { site: SITE, page: page },
      strict_filters: liquid['strict_filters'],
      strict_variables: liquid['strict_variables']
    }
    begin
      text = SITE.liquid_renderer.file("case-#{count}").parse(template.dup).render!(payload, info)
      { 'text' => text.dup.force_encoding('UTF-8').scrub }
    rescue Exception => e # rubocop:disable Lint/RescueException
      { 'error' => "#{e.class}: #{e.message}".dup.force_encoding('UTF-8').scrub }
    end
  end
  SITE.config.replace(before)
  puts JSON.generate(answers)
end
