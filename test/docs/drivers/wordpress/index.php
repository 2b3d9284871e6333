<?php
// A site of WordPress for `php -S`: its REST API, a page with the shortcode, and a way to have an invoice stated.
declare(strict_types=1);

// WordPress 6.1 is older than this PHP.
error_reporting(E_ALL & ~E_DEPRECATED);
ini_set('display_errors', 'stderr');

const ABSPATH = __DIR__ . '/';
const WP_CONTENT_DIR = __DIR__ . '/wp-content';
const DISABLE_WP_CRON = true;
const DB_NAME = '';
const DB_USER = '';
const DB_PASSWORD = '';
const DB_HOST = '';
$table_prefix = 'wp_';
require __DIR__ . '/config.php';
require ABSPATH . 'wp-settings.php';

register_post_type('invoice', ['public' => true]);
wp_set_current_user((int) ($_GET['user'] ?? 0));
$path = parse_url($_SERVER['REQUEST_URI'], PHP_URL_PATH);
if (str_starts_with($path, '/wp-json/')) {
    rest_get_server()->serve_request(substr($path, strlen('/wp-json')));
} elseif ($path === '/state') {
    try {
        echo InvoicePayButton\state_invoice($_GET['id']);
    } catch (RuntimeException $error) {
        echo $error->getMessage();
    }
} elseif ($path === '/status') {
    echo get_post_meta(42, 'pay_status', true);
} else {
    echo apply_filters('the_content', wp_unslash($_GET['content']));
}
