# frozen_string_literal: true

# Renders the posts of sites with Jekyll's Liquid and Markdown, without layouts, plugins or settings.
# Arguments: the sites' folders. Writes one JSON line for each post: site, path, and html or error.
require "jekyll"
require "json"
require "tmpdir"

# The plugin of this name renders as `include` does.
Liquid::Template.register_tag("include_cached", Class.new(Jekyll::Tags::OptimizedIncludeTag))
Jekyll.logger.log_level = :error

def posts_of(root)
  config = Jekyll.configuration(
    "source" => root, "destination" => File.join(Dir.tmpdir, "unused"), "config" => [],
    "disable_disk_cache" => true, "safe" => true, "quiet" => true, "future" => true,
    "unpublished" => true, "layouts_dir" => "_no_layouts", "plugins" => []
  )
  site = Jekyll::Site.new(config)
  site.reset
  site.time = Time.utc(2026, 1, 1)
  site.read
  [site, site.posts.docs.select { |one| one.extname.match?(/\A\.(md|mkd|mkdn|mkdown|markdown)\z/i) }]
end

ARGV.each do |root|
  site, posts = posts_of(root)
  payload = site.site_payload
  posts.each do |post|
    post.data["layout"] = nil
    told = { "site" => root, "path" => post.relative_path }
    begin
      told["html"] = Jekyll::Renderer.new(site, post, payload).run
    rescue StandardError => e
      told["error"] = e.message
    end
    puts JSON.generate(told)
  end
end
