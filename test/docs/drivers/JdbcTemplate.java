package org.springframework.jdbc.core;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Stands in for Spring's: keeps what the snippet gives the database. */
public class JdbcTemplate {
    public final List<Map<String, ?>> statements = new ArrayList<>();

    public int update(String sql, Object... values) {
        statements.add(Map.of("sql", sql, "values", values));
        return 1;
    }
}
