<?php
// SQLite in place of MySQL: WordPress lets wp-content/db.php bring another database.
declare(strict_types=1);

const SCHEMA = <<<'SQL'
    CREATE TABLE IF NOT EXISTS wp_options (option_id INTEGER PRIMARY KEY, option_name TEXT UNIQUE, option_value TEXT, autoload TEXT);
    CREATE TABLE IF NOT EXISTS wp_posts (ID INTEGER PRIMARY KEY, post_author INTEGER, post_date TEXT, post_date_gmt TEXT, post_content TEXT,
        post_title TEXT, post_excerpt TEXT, post_status TEXT, post_name TEXT, post_modified TEXT, post_modified_gmt TEXT, post_parent INTEGER,
        guid TEXT, post_type TEXT, filter TEXT);
    CREATE TABLE IF NOT EXISTS wp_postmeta (meta_id INTEGER PRIMARY KEY, post_id INTEGER, meta_key TEXT, meta_value TEXT);
    CREATE TABLE IF NOT EXISTS wp_users (ID INTEGER PRIMARY KEY, user_login TEXT, user_nicename TEXT, user_email TEXT, user_status INTEGER);
    CREATE TABLE IF NOT EXISTS wp_usermeta (umeta_id INTEGER PRIMARY KEY, user_id INTEGER, meta_key TEXT, meta_value TEXT);
    INSERT OR IGNORE INTO wp_options (option_name, option_value, autoload) VALUES
        ('siteurl', 'http://127.0.0.1', 'yes'), ('home', 'http://127.0.0.1', 'yes');
    INSERT OR IGNORE INTO wp_users VALUES (7, 'zoe', 'zoe', 'zoe@example.com', 0), (8, 'other', 'other', 'other@example.com', 0);
    INSERT OR IGNORE INTO wp_posts (ID, post_author, post_title, post_status, post_name, post_modified, post_modified_gmt, post_type)
        VALUES (42, 7, '2026-0042', 'publish', '2026-0042', '2026-11-18 12:00:00', '2026-11-18 12:00:00', 'invoice');
    INSERT OR IGNORE INTO wp_postmeta VALUES (1, 42, 'total', '121.00');
    SQL;

final class SqliteDatabase extends wpdb
{
    private PDO $pdo;

    public function __construct()
    {
        $this->pdo = new PDO('sqlite:' . WP_CONTENT_DIR . '/site.db');
        $this->pdo->setAttribute(PDO::ATTR_ERRMODE, PDO::ERRMODE_EXCEPTION);
        $this->pdo->exec(SCHEMA);
        $this->is_mysql = false;
        $this->ready = true;
        $this->charset = 'utf8mb4';
    }

    public function query($query)
    {
        // The one thing that WordPress says here in MySQL's own words.
        $upsert = 'ON CONFLICT (option_name) DO UPDATE SET option_value = excluded.option_value';
        $sql = preg_replace('/ON DUPLICATE KEY UPDATE.*/s', $upsert, $this->remove_placeholder_escape($query));
        $this->flush();
        try {
            $statement = $this->pdo->query($sql);
        } catch (PDOException $error) {
            fwrite(fopen('php://stderr', 'w'), "{$error->getMessage()}: $sql\n");
            return false;
        }
        $this->last_result = $statement->columnCount() > 0 ? $statement->fetchAll(PDO::FETCH_OBJ) : [];
        $this->num_rows = count($this->last_result);
        $this->insert_id = (int) $this->pdo->lastInsertId();
        return $this->rows_affected = $statement->columnCount() > 0 ? $this->num_rows : $statement->rowCount();
    }

    public function _real_escape($data)
    {
        return $this->add_placeholder_escape(str_replace("'", "''", (string) $data));
    }

    public function db_version()
    {
        return '8.0';
    }
}

$GLOBALS['wpdb'] = new SqliteDatabase();
