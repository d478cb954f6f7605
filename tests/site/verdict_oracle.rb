# Builds many small sites with Debian's own Jekyll in one process and says what became of each post.
# JSON in: {"sites": [{"root", "config": [files] | null, "switches": {}, "render": bool, "ask": [paths],
#                     "own_source": bool, "own_destination": bool}]}, the last two where the
#                     configuration itself says where to read and write.
# JSON out: one object per site. Used by tests only. The zone of the process is that of the build
# where a site names none.
require "json"
require "time"
require "jekyll"

ZONE = ENV["TZ"]
Jekyll.logger = Class.new(Logger) { def initialize; super(IO::NULL); end }.new
$stderr.reopen(IO::NULL)

def typed(value)
  case value
  when nil, true, false then value
  when Integer then { "int" => value.to_s }
  when Float then { "float" => value.to_s }
  when String
    text = value.encode("utf-8") rescue value
    text = text.dup.force_encoding("utf-8")
    text.valid_encoding? ? text : { "bytes" => value.unpack1("H*") }
  when Date then { "date" => value.iso8601 }
  when Time then { "time" => value.to_f.round(3) }
  when Array then { "list" => value.map { |item| typed(item) } }
  when Hash then { "map" => value.map { |key, item| [key.to_s, typed(item)] } }
  when Jekyll::Excerpt then { "cut" => typed(value.content) }
  else { "other" => value.class.name }
  end
end

# What Jekyll knows once everything is read, before a body is rendered.
def data_of(document)
  data = document.data
  date = document.date
  { "collection" => document.collection.label,
    "title" => typed(data["title"]), "slug" => typed(data["slug"]),
    "categories" => typed(data["categories"]), "tags" => typed(data["tags"]),
    "excerpt" => typed(data["excerpt"]), "draft" => document.draft? ? true : false,
    "date" => date.to_i, "offset" => date.utc_offset, "day" => date.strftime("%Y-%m-%d"),
    "utc_day" => date.dup.utc.strftime("%Y-%m-%d") }
end

# The layouts that the renderer would go through, by its own loop, with nothing rendered.
def layouts_of(site, document)
  return [] unless document.place_in_layout?
  names = []
  renderer = Jekyll::Renderer.new(site, document, {})
  renderer.define_singleton_method(:render_layout) do |output, layout, _info|
    names << site.layouts.key(layout)
    output
  end
  renderer.define_singleton_method(:add_regenerator_dependencies) { |_layout| nil }
  renderer.define_singleton_method(:validate_layout) do |layout|
    names << { "missing" => document.data["layout"].to_s } if invalid_layout?(layout)
  end
  renderer.place_in_layouts("", {}, {})
  names
end

def known_of(site, document)
  data_of(document).merge("layouts" => layouts_of(site, document))
rescue StandardError => e
  { "error" => e.class.name }
end

def location_of(site, document)
  url = typed(document.url)
  begin
    target = document.destination(site.dest)
    { "url" => url, "target" => typed(target.delete_prefix("#{site.dest}/")), "written" => File.file?(target) }
  rescue StandardError => e
    { "url" => url, "target_error" => e.class.name }
  end
rescue StandardError => e
  { "url_error" => e.class.name }
end

def relative(root, path)
  path.delete_prefix("#{root}/")
end

def build(asked)
  ENV["TZ"] = ZONE
  Jekyll::Utils.instance_variable_set(:@parse_date_cache, nil)
  root = asked["root"]
  site = nil
  answer = { "posts" => {} }
  found = {}
  begin
    Dir.chdir(root)
    options = { "quiet" => true, "disable_disk_cache" => true }.merge(asked["switches"])
    options["source"] = root unless asked["own_source"]
    options["destination"] = File.join(root, "_site") unless asked["own_destination"]
    options["config"] = asked["config"].map { |file| File.join(root, file) } if asked["config"]
    site = Jekyll::Site.new(Jekyll.configuration(options))
    answer["now"] = site.time.to_f
    site.reset
    answer["now"] = site.time.to_f
    site.read
    site.collections.each_value do |collection|
      collection.docs.each do |document|
        found[relative(root, document.path)] = document
        answer["posts"][relative(root, document.path)] = known_of(site, document)
      end
    end
    site.generate
    asked["render"] ? site.render : site.docs_to_write.grep(Jekyll::Document) { |document| document.output = "" }
    site.cleanup
    site.write
  rescue StandardError, SystemExit, NotImplementedError, SystemStackError => e
    answer["abort"] = e.class.name
    answer["message"] = e.message[0, 200]
  end
  found.each do |path, document|
    one = answer["posts"][path]
    one["write"] = (document.write? ? true : false) rescue nil
    one.merge!(location_of(site, document))
  end
  # What the build left out is read alone, as Jekyll would have read it.
  asked["ask"].each do |path|
    next if site.nil? || found.key?(path)
    begin
      ENV["TZ"] = site.config["timezone"] || ZONE
      label = path[%r{(?:\A|/)_([^/]+)/}, 1]
      collection = site.collections.values.find { |one| one.label == label } || site.posts
      document = Jekyll::Document.new(File.join(root, path), :site => site, :collection => collection)
      document.read
      one = data_of(document).merge("left_out" => true, "layouts" => layouts_of(site, document))
      answer["posts"][path] = one.merge(location_of(site, document))
    rescue StandardError => e
      answer["posts"][path] = { "left_out" => true, "error" => e.class.name }
    end
  end
  Jekyll.sites.clear
  answer
end

asked = JSON.parse($stdin.read)
out = $stdout.dup
$stdout.reopen(IO::NULL)
asked["sites"].each do |site|
  out.puts JSON.generate(build(site))
rescue StandardError => e
  out.puts JSON.generate("crash" => "#{e.class} #{e.message} #{e.backtrace.first(4)}", "posts" => {})
end
