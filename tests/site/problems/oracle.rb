# Puts single posts and texts to Debian's own Jekyll: JSON in, JSON out. Used by tests only.
require "json"
require "tmpdir"
require "fileutils"
require "base64"
require "jekyll"

Jekyll.logger.log_level = :error

# Whether Liquid can parse each text, as Jekyll asks it: null if so, else its complaint.
def liquid(asked)
  Liquid::Template.error_mode = :warn
  asked["texts"].map do |text|
    Liquid::Template.parse(text, :line_numbers => true)
    nil
  rescue Exception => e # highlight raises Ruby's own SyntaxError, which is no StandardError
    "#{e.class}: #{e.message}"
  end
end

# Each text as Liquid gives it back, or null where it refuses.
def rendered(asked)
  asked["texts"].map do |text|
    Liquid::Template.parse(text).render
  rescue Exception
    nil
  end
end

# Builds a site for each post and tells what became of it.
def build(asked)
  asked["posts"].map do |post|
    Dir.mktmpdir do |root|
      file = File.join(root, post["path"])
      FileUtils.mkdir_p([File.dirname(file), File.join(root, "_layouts")])
      File.binwrite(file, Base64.decode64(post["data"]))
      %w(default page post).each { |name| File.write("#{root}/_layouts/#{name}.html", "{{ content }}") }
      one(root, post)
    end
  end
end

def one(root, post)
  silent = $stderr.dup
  $stderr.reopen(File.join(root, "said"))
  site = Jekyll::Site.new(Jekyll.configuration(
    { "source" => root, "destination" => "#{root}/_site", "quiet" => true,
      "disable_disk_cache" => true, "timezone" => "Asia/Shanghai" }.merge(post["config"] || {})
  ))
  site.process
  doc = site.posts.docs.first
  answer = { "shown" => !doc.nil? }
  answer.merge!("title" => doc.data["title"].to_s, "url" => doc.url, "tags" => doc.data["tags"],
                "categories" => doc.data["categories"], "excerpt" => doc.data["excerpt"].to_s,
                "content" => doc.content.to_s) if doc
  answer["said"] = File.read(File.join(root, "said"))
  answer
rescue Exception => e
  { "aborted" => "#{e.class}: #{e.message}" }
ensure
  $stderr.reopen(silent)
end

# Reads one post after the other in one site and tells how: "read", "unreadable" or "bad date".
def read(asked)
  Dir.mktmpdir do |root|
    Dir.mkdir("#{root}/_posts")
    site = Jekyll::Site.new(Jekyll.configuration(
      "source" => root, "destination" => "#{root}/_site", "quiet" => true,
      "disable_disk_cache" => true, "timezone" => "Asia/Shanghai"
    ))
    heard = []
    Jekyll.logger.writer.define_singleton_method(:error) { |message| heard << message }
    asked["posts"].map do |data|
      heard.clear
      path = "#{root}/_posts/2020-01-02-name.md"
      File.binwrite(path, Base64.decode64(data))
      begin
        Jekyll::Document.new(path, :site => site, :collection => site.posts).read
        heard.empty? ? "read" : "unreadable"
      rescue Jekyll::Errors::InvalidDateError
        "bad date"
      end
    end
  end
end

asked = JSON.parse(STDIN.read)
puts JSON.generate(send(asked["task"], asked))
