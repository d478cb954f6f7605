# frozen_string_literal: true

# Loaded into Jekyll's own command, whichever starts it: says on leaving what Jekyll made of one
# post. Changes nothing of the build. Asked through the environment:
#   CURATOR_REPORT   the file to write, as JSON
#   CURATOR_POST     the absolute path of the post's file, empty to be told about Jekyll alone
#   CURATOR_SECONDS  processor time after which the kernel ends a build whose parent is gone
#   CURATOR_MEMORY   bytes of memory, where a limit is wanted

begin
  seconds = ENV["CURATOR_SECONDS"].to_i
  Process.setrlimit(Process::RLIMIT_CPU, seconds) if seconds.positive?
  memory = ENV["CURATOR_MEMORY"].to_i
  Process.setrlimit(Process::RLIMIT_DATA, memory) if memory.positive?
  Process.setrlimit(Process::RLIMIT_CORE, 0)
rescue NotImplementedError, NameError, SystemCallError
  # Not every system knows these limits; the parent's deadline holds everywhere.
end

at_exit do
  target = ENV["CURATOR_REPORT"]
  if target && defined?(Jekyll::VERSION)
    require "json"
    path = ENV["CURATOR_POST"].to_s.dup.force_encoding("UTF-8")
    report = {
      "jekyll" => Jekyll::VERSION,
      "ruby" => Gem.ruby,
      "ruby_version" => RUBY_VERSION,
    }
    site = Jekyll.sites.last if Jekyll.respond_to?(:sites)
    if path.empty?
      report["gems"] = Gem::Specification.map(&:name).uniq
    elsif site
      document = site.documents.find { |one| one.path == path }
      document ||= site.pages.find { |one| site.in_source_dir(one.relative_path) == path }
      if document
        report["url"] = document.url
        report["page"] = document.output&.encode("UTF-8", :invalid => :replace)
        report["body"] = document.content&.encode("UTF-8", :invalid => :replace) if document.output
      end
    end
    File.write(target, JSON.generate(report), :encoding => "UTF-8")
  end
end
