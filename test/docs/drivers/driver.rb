# Runs the snippets of docs/hosts/ruby.md, which stand beside it; see test/docs/drivers/languages.ts.
require 'socket'
require ENV.fetch('SNIPPETS')

# Keeps what the snippet gives the database.
class Recorder
  attr_reader :statements

  def initialize
    @statements = []
  end

  def execute(sql, values)
    @statements << { sql: sql, values: values }
  end
end

def rack(headers)
  headers.to_h { |name, value| ["HTTP_#{name.upcase.tr('-', '_')}", value] }
end

def receive(vector)
  db = Recorder.new
  env = rack(vector['headers'])
  status = receive_notification(env, vector['body'].b, vector['secret'], db, now: vector['now'])
  { status: status, statements: db.statements }
rescue ArgumentError, RuntimeError
  { status: 500, statements: db.statements }
end

# One request after the other, as the proxy sends them for one invoice.
def serve(port, secret)
  server = TCPServer.new('127.0.0.1', port)
  loop do
    client = server.accept
    next client.close unless client.gets

    headers = {}
    while (line = client.gets.chomp) != ''
      name, value = line.split(': ', 2)
      headers[name.downcase] = value
    end
    db = Recorder.new
    status = receive_notification(rack(headers), client.read(headers['content-length'].to_i), secret, db)
    db.statements.each { |statement| $stderr.puts JSON.generate(statement) }
    client.write "HTTP/1.1 #{status} .\r\nConnection: close\r\nContent-Length: 0\r\n\r\n"
    client.close
  end
end

serve(ARGV[1].to_i, ENV.fetch('NOTIFY_SECRET')) if ARGV[0] == 'serve'
job = JSON.parse($stdin.read)
puts state_invoice(job['invoice'], job['proxy'], job['secret']) if ARGV[0] == 'state'
if ARGV[0] == 'vectors'
  puts JSON.generate(
    tokens: job['tokens'].map { |one| sign_token(one['claims'], one['secret']) },
    notifications: job['notifications'].map { |one| receive(one) },
    tags: job['tags'].map { |one| pay_button(one['token'], one['link'], one['number']) }
  )
end
