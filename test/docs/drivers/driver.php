<?php
// Runs the snippets of docs/hosts/php.md, which stand beside it; see test/docs/drivers/languages.ts.
// As a file of `php -S` it is the host that receives.
declare(strict_types=1);

require getenv('SNIPPETS');

/** Keeps what the snippet gives the database. */
final class RecordingStatement extends PDOStatement
{
    public function __construct(private string $sql, private array &$statements)
    {
    }

    public function execute(?array $params = null): bool
    {
        $this->statements[] = ['sql' => $this->sql, 'values' => $params];
        return true;
    }
}

final class Recorder extends PDO
{
    public array $statements = [];

    public function __construct()
    {
    }

    public function prepare(string $query, array $options = []): PDOStatement|false
    {
        return new RecordingStatement($query, $this->statements);
    }
}

$write = fn (mixed $value): string => json_encode($value, JSON_THROW_ON_ERROR | JSON_UNESCAPED_UNICODE) . "\n";

if (PHP_SAPI === 'cli-server') {
    $db = new Recorder();
    $body = file_get_contents('php://input');
    http_response_code(receive_notification($_SERVER, $body, getenv('NOTIFY_SECRET'), $db));
    foreach ($db->statements as $statement) {
        file_put_contents('php://stderr', $write($statement));
    }
    return;
}

$job = json_decode(stream_get_contents(STDIN), true, flags: JSON_THROW_ON_ERROR);
if ($argv[1] === 'state') {
    echo state_invoice($job['invoice'], $job['proxy'], $job['secret']);
    return;
}
$receive = function (array $vector): array {
    $db = new Recorder();
    $server = [];
    foreach ($vector['headers'] as $name => $value) {
        $server['HTTP_' . strtoupper(strtr($name, '-', '_'))] = $value;
    }
    try {
        $status = receive_notification($server, $vector['body'], $vector['secret'], $db, $vector['now']);
    } catch (RuntimeException) {
        $status = 500;
    }
    return ['status' => $status, 'statements' => $db->statements];
};
echo $write([
    'tokens' => array_map(fn (array $one) => sign_token($one['claims'], $one['secret']), $job['tokens']),
    'notifications' => array_map($receive, $job['notifications']),
    'tags' => array_map(fn (array $one) => pay_button($one['token'], $one['link'], $one['number']), $job['tags']),
]);
