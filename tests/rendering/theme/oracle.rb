# frozen_string_literal: true

# Builds sites with Debian's Jekyll: reads JSON {"sites": [{"root": .., "destination": ..}]}, writes one
# line of JSON for each: which source file became which file, or why the build stopped. Each site has
# a process of its own, because time zones, plugins and remembered dates are the process's.
require "jekyll"
require "json"

Jekyll.logger.log_level = :error

def build(site)
  config = Jekyll.configuration(
    "source" => site["root"], "destination" => site["destination"], "quiet" => true,
    "disable_disk_cache" => true
  )
  built = Jekyll::Site.new(config)
  built.process
  documents = built.documents.grep(Jekyll::Document).select(&:write?)
  files = (documents + built.pages).map do |one|
    { "path" => one.relative_path.delete_prefix("/"), "url" => one.url, "page" => one.is_a?(Jekyll::Page),
      "file" => one.destination(site["destination"]).delete_prefix("#{site["destination"]}/") }
  end
  { "files" => files, "inner" => config["collections_dir"], "now" => built.time.to_f }
rescue Exception => e # rubocop:disable Lint/RescueException
  { "abort" => "#{e.class}: #{e.message}", "at" => e.backtrace.first(3) }
end

JSON.parse($stdin.read)["sites"].each do |site|
  reading, writing = IO.pipe
  child = fork do
    reading.close
    writing.write(JSON.generate(build(site)))
    writing.close
    exit!(0)
  end
  writing.close
  puts reading.read.tr("\n", " ")
  Process.wait(child)
end
