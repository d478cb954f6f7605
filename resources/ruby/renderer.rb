# frozen_string_literal: true

# Renders posts of one site as Jekyll does, one after the other, until its streams close. Writes no
# file. Jekyll's safe mode is on and plug-ins of the site are off, whatever its configuration says: the
# last of the configuration files, laid over the others by the caller, sees to that.
#
#   ruby renderer.rb FOLDER CONFIG…
#
# Frames over the standard streams: one kind byte, eight bytes of length, the data.
#   asked     0 an article's body, 1 its whole page: the path in the site, a line feed, the source
#   answered  0 done, 1 failed: JSON with html, url and messages, or with error and messages
#             2 ready, once after the start: JSON with the versions
#
# Layouts, includes, data and pages are read again when a file of them has changed.

require "json"

SINK = $stdout.dup.binmode
SOURCE = $stdin.dup.binmode
$stdin.reopen(File::NULL)
$stdout.reopen($stderr)

MEMORY = 1024 * 1024 * 1024
FORGET_AFTER = 200 # renderings after which what Jekyll remembers is forgotten

trap("INT", "IGNORE")
begin
  Process.setrlimit(Process::RLIMIT_DATA, MEMORY)
  Process.setrlimit(Process::RLIMIT_CORE, 0)
rescue NotImplementedError, NameError, SystemCallError
  # Not every system knows these limits; the parent's deadline holds everywhere.
end

# A text that hangs must not outlive the program that asked for it.
PARENT = Process.ppid
Thread.new do
  loop do
    sleep 2
    exit! if Process.ppid != PARENT
  end
end

require "jekyll"

# What Jekyll says while it works.
class Messages
  attr_accessor :level
  attr_reader :kept

  def initialize
    @kept = []
  end

  def debug(*); end

  def info(*); end

  def warn(text = nil)
    note(text)
  end

  def error(text = nil)
    note(text)
  end

  def note(text)
    @kept << text.to_s.strip if @kept.size < 200
  end
end

# The text of the post that is rendered stands in place of its file, which need not be there.
module TextInPlace
  class << self
    attr_accessor :path, :text
  end

  def read(name, *rest, **options)
    return super unless name == TextInPlace.path

    TextInPlace.text.dup
  end

  def mtime(name)
    super
  rescue Errno::ENOENT
    raise unless name == TextInPlace.path

    Time.now
  end
end
File.singleton_class.prepend(TextInPlace)

# Leaves the other posts where they are.
module WithoutPosts
  def retrieve_posts(_dir); end
end
Jekyll::Reader.prepend(WithoutPosts)

# Ends before the layouts.
module BodyAlone
  def place_in_layouts(content, *)
    content
  end
end

# What a site has worked out from its documents, which change from rendering to rendering.
REMEMBERED = %i[@documents @docs_to_write @related_posts].freeze

# One site, kept in memory.
class Desk
  def initialize(folder, configs)
    @folder = folder
    @configs = configs
    @messages = Messages.new
    Jekyll.logger = @messages
    Jekyll::Cache.disable_disk_cache! if defined?(Jekyll::Cache)
    @rendered = 0
    open_site
  end

  def answer(kind, path, text)
    @messages.kept.clear
    open_site if @stamp != stamp
    forget if (@rendered += 1) > FORGET_AFTER
    html, url = render(kind, path, text)
    [0, { "html" => html, "url" => url, "messages" => @messages.kept }]
  rescue Exception => e # whatever a stranger's text sets free becomes an answer
    raise if e.is_a?(SignalException)

    [1, { "error" => e.message.to_s, "class" => e.class.name, "messages" => @messages.kept }]
  end

  private

  def open_site
    @stamp = stamp
    @site = Jekyll::Site.new(
      Jekyll.configuration("config" => @configs, "source" => @folder, "quiet" => true, "safe" => true)
    )
    @site.reset
    @site.read
    @whole = @site.pages.dup
  end

  # What is read when the site is opened: the configuration, and every folder with an underscore
  # but those of posts. A page that changes elsewhere is noticed with the next of these.
  def stamp
    folders = Dir.glob(File.join(@folder, "_*")).reject { |one| one.end_with?("/_posts", "/_drafts", "/_site") }
    files = folders + folders.flat_map { |one| Dir.glob(File.join(one, "**", "*")) } + @configs
    files.map do |one|
      state = File.stat(one)
      [one, state.mtime.to_f, state.size]
    rescue SystemCallError
      [one]
    end
  end

  def forget
    @rendered = 0
    Jekyll::Cache.clear if defined?(Jekyll::Cache)
  end

  # Jekyll keeps parsed texts by the names of their files; ours changes under one name.
  def forget_template(path)
    kept = @site.liquid_renderer
    if kept.respond_to?(:cache)
      kept.cache.delete_if { |name, _| name == path || name.start_with?("#{path}/") }
    else
      kept.reset
    end
  end

  def render(kind, path, text)
    file = @site.in_source_dir(path)
    TextInPlace.path = file
    TextInPlace.text = text
    forget_template(path)
    @site.time = Time.now unless @site.config["time"]
    document = Jekyll::Document.new(file, :site => @site, :collection => @site.posts)
    document.read
    @site.posts.docs.replace([document])
    REMEMBERED.each { |name| @site.remove_instance_variable(name) if @site.instance_variable_defined?(name) }
    @site.instance_variable_set(:@post_attr_hash, {})
    renderer = Jekyll::Renderer.new(@site, document, @site.site_payload)
    renderer.extend(BodyAlone) if kind.zero?
    document.output = renderer.run
    document.trigger_hooks(:post_render)
    [utf8(document.output), utf8(document.url)]
  ensure
    TextInPlace.path = nil
    @site.posts.docs.clear
  end

  def utf8(text)
    text.to_s.dup.force_encoding("UTF-8").scrub
  end
end

def write_frame(kind, values)
  data = JSON.generate(values)
  SINK.write([kind, data.bytesize].pack("CQ>"), data)
  SINK.flush
end

def read_frame
  head = SOURCE.read(9)
  return nil if head.nil? || head.bytesize < 9

  kind, length = head.unpack("CQ>")
  data = length.zero? ? +"" : SOURCE.read(length)
  return nil if data.nil? || data.bytesize < length

  path, text = data.split("\n".b, 2)
  [kind, path.force_encoding("UTF-8"), text.to_s.force_encoding("UTF-8").delete_prefix("\uFEFF")]
end

begin
  desk = Desk.new(ARGV[0], ARGV[1..])
rescue Exception => e # said in a frame, since nobody reads the error stream
  write_frame(1, "error" => e.message.to_s, "class" => e.class.name, "messages" => [])
  exit! 1
end
write_frame(2, "jekyll" => Jekyll::VERSION, "ruby" => RUBY_VERSION)
while (asked = read_frame)
  write_frame(*desk.answer(*asked))
end
