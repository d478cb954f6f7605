# Answers questions about sites with Debian's own Jekyll: JSON in, JSON out. Used by tests only.
require "json"
require "time"
require "jekyll"

Jekyll.logger.log_level = :error

def site_in(root)
  Jekyll::Site.new(Jekyll.configuration("source" => root, "quiet" => true, "show_drafts" => true,
                                        "future" => true, "unpublished" => true,
                                        "disable_disk_cache" => true))
end

# Each text as Time.parse sees it, in seconds since 1970; null if it refuses; "now" if it depends on today.
def times(asked)
  asked["texts"].map do |text|
    first = Time.parse(text, Time.at(1_500_000_000))
    second = Time.parse(text, Time.at(1_600_012_345))
    first == second ? first.to_i : "now"
  rescue ArgumentError, RangeError
    nil
  end
end

def facts(asked)
  site = site_in(asked["root"])
  asked["paths"].map do |path|
    document = Jekyll::Document.new(site.in_source_dir(path), :site => site, :collection => site.posts)
    document.read
    data = document.data
    { "title" => data["title"], "date" => data["date"]&.to_i, "categories" => data["categories"],
      "tags" => data["tags"], "slug" => data["slug"], "layout" => data["layout"] }
  rescue StandardError => e
    { "error" => e.class.name }
  end
end

def files(asked)
  site = site_in(asked["root"])
  site.reset
  site.reader.read
  site.collections.values.flat_map { |collection| collection.docs.map(&:path) }.uniq.sort.map do |path|
    path.delete_prefix("#{File.realpath(asked["root"])}/").delete_prefix("#{asked["root"]}/")
  end
end

def defaults(asked)
  site = site_in(asked["root"])
  asked["questions"].map { |path, type| site.frontmatter_defaults.all(path, type.to_sym) }
end

asked = JSON.parse(STDIN.read)
puts JSON.generate(send(asked["task"], asked))
