import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpServer;
import java.net.InetSocketAddress;
import java.net.http.HttpClient;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.springframework.jdbc.core.JdbcTemplate;

/** Runs the snippets of docs/hosts/java.md, which are the class InvoicePay; see test/docs/drivers/languages.ts. */
final class Driver {
    private static final ObjectMapper JSON = new ObjectMapper();

    public static void main(String[] args) throws Exception {
        switch (args[0]) {
            case "serve" -> serve(Integer.parseInt(args[1]), System.getenv("NOTIFY_SECRET"));
            case "state" -> System.out.println(state(JSON.readTree(System.in)));
            case "vectors" -> System.out.println(JSON.writeValueAsString(vectors(JSON.readTree(System.in))));
            default -> throw new IllegalArgumentException(args[0]);
        }
    }

    private static Map<String, Object> claims(JsonNode node) {
        return JSON.convertValue(node, new TypeReference<LinkedHashMap<String, Object>>() {});
    }

    private static String state(JsonNode job) throws Exception {
        long now = Instant.now().getEpochSecond();
        var claims = claims(job.get("invoice"));
        claims.putAll(Map.of("aud", "invoice-pay:manage", "iat", now, "exp", now + 300));
        var token = InvoicePay.signToken(claims, job.get("secret").textValue());
        return InvoicePay.stateInvoice(HttpClient.newHttpClient(), job.get("proxy").textValue(), token);
    }

    private static Map<String, ?> vectors(JsonNode job) throws Exception {
        List<String> tokens = new ArrayList<>(), tags = new ArrayList<>();
        List<Map<String, ?>> notifications = new ArrayList<>();
        for (var one : job.get("tokens")) {
            tokens.add(InvoicePay.signToken(claims(one.get("claims")), one.get("secret").textValue()));
        }
        for (var one : job.get("notifications")) {
            var db = new JdbcTemplate();
            var body = one.get("body").textValue().getBytes(StandardCharsets.UTF_8);
            int status;
            try {
                status = InvoicePay.receiveNotification(
                    name -> one.get("headers").path(name).textValue(),
                    body, one.get("secret").textValue(), db, Instant.ofEpochSecond(one.get("now").longValue()));
            } catch (Exception error) {
                status = 500;
            }
            notifications.add(Map.of("status", status, "statements", db.statements));
        }
        for (var one : job.get("tags")) {
            tags.add(InvoicePay.payButton(
                one.get("token").textValue(), one.get("link").textValue(), one.get("number").textValue()));
        }
        return Map.of("tokens", tokens, "notifications", notifications, "tags", tags);
    }

    private static void serve(int port, String secret) throws Exception {
        var server = HttpServer.create(new InetSocketAddress("127.0.0.1", port), 0);
        server.createContext("/", exchange -> {
            var db = new JdbcTemplate();
            var body = exchange.getRequestBody().readAllBytes();
            try {
                var headers = exchange.getRequestHeaders();
                int status = InvoicePay.receiveNotification(headers::getFirst, body, secret, db, Instant.now());
                for (var statement : db.statements) System.err.println(JSON.writeValueAsString(statement));
                exchange.sendResponseHeaders(status, -1);
            } catch (Exception error) {
                exchange.sendResponseHeaders(500, -1);
            }
            exchange.close();
        });
        server.start();
    }
}
