# Answers how Debian's Jekyll splits and loads front matter: one JSON request a line, one answer.
# {"yaml": text} -> typed value or error, {"split": text} -> the block and what is rendered, or null.
require "jekyll"
require "json"

ENV["TZ"] = "Asia/Shanghai"
$stdout.sync = true

def typed(value, depth = 0)
  raise "recursive" if depth > 200
  case value
  when nil then ["nil"]
  when true, false then ["bool", value]
  when Integer then ["int", value.to_s]
  when Float then ["float", value.nan? ? "nan" : [value].pack("G").unpack1("H*")]
  when String
    text = value.dup.force_encoding("UTF-8")
    text.valid_encoding? ? ["str", text] : ["bytes"]
  when Date then ["date", value.year, value.month, value.day]
  when Time then ["time", (value.to_r * 1_000_000).floor.to_s, value.year]
  when Array then ["list", value.map { |item| typed(item, depth + 1) }]
  when Hash then ["map", value.map { |key, item| [typed(key, depth + 1), typed(item, depth + 1)] }]
  else ["other", value.class.name]
  end
end

def load(text)
  data = Jekyll::Utils.safe_load_yaml(text)
  # Document#merge_data! asks anything that is not nil or false for a key.
  raise "no mapping" if data && !data.respond_to?(:key?)
  typed(data)
rescue StandardError, SystemStackError => e
  ["error", e.class.name]
end

def split(text)
  return nil unless text =~ Jekyll::Document::YAML_FRONT_MATTER_REGEXP
  [Regexp.last_match(1), Regexp.last_match(2), Regexp.last_match.post_match]
end

$stdin.each_line do |line|
  request = JSON.parse(line)
  answer = request.key?("yaml") ? load(request["yaml"]) : split(request["split"])
  puts JSON.generate([answer])
end
