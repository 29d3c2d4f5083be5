package org.libtransport.storage.sql;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.libtransport.storage.StorageException;

/**
 * What {@code database.connectionstring} has, in either form of PostgreSQL's own library: {@code host=… dbname=…}, values
 * with blanks in single quotes, backslash before a quote or a backslash; or {@code postgresql://user:password@host/name}.
 */
final class PostgresConnectionString {

    private static final Set<String> WITHOUT_EFFECT =
            Set.of("connect_timeout", "application_name", "client_encoding", "keepalives", "options");

    private final String text;
    private int at;

    private PostgresConnectionString(String text) {
        this.text = text;
    }

    /** Reads it; what went wrong is told without the text, which holds the password. */
    static DatabaseSettings parse(String text, String prefix) {
        boolean uri = text.startsWith("postgresql://") || text.startsWith("postgres://");
        return settings(uri ? ofUri(text) : new PostgresConnectionString(text).pairs(), prefix);
    }

    private static DatabaseSettings settings(Map<String, String> pairs, String prefix) {
        String host = "localhost";
        OptionalInt port = OptionalInt.empty();
        String user = "";
        String password = "";
        String database = "";
        DatabaseServer.Tls tls = DatabaseServer.Tls.NONE;
        String authority = "";
        for (Map.Entry<String, String> pair : pairs.entrySet()) {
            String value = pair.getValue();
            switch (pair.getKey()) {
                case "host", "hostaddr" -> host = value;
                case "port" -> port = port(value);
                case "user" -> user = value;
                case "password" -> password = value;
                case "dbname" -> database = value;
                case "sslrootcert" -> authority = value;
                case "sslmode" -> tls = tls(value);
                default -> {
                    if (!WITHOUT_EFFECT.contains(pair.getKey())) {
                        throw wrong("it has \"" + pair.getKey() + "\", which is not known here");
                    }
                }
            }
        }
        DatabaseServer server = DatabaseServer.at(host, port, user, password).withTls(tls, authority);
        return DatabaseSettings.postgresql(server, database.isEmpty() ? user : database, prefix);
    }

    private static OptionalInt port(String value) {
        try {
            return value.isEmpty() ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(value));
        } catch (NumberFormatException e) {
            throw wrong("its port is no number");
        }
    }

    private static DatabaseServer.Tls tls(String mode) {
        return switch (mode) {
            case "disable", "allow", "prefer" -> DatabaseServer.Tls.NONE;
            case "require" -> DatabaseServer.Tls.ENCRYPT;
            case "verify-ca", "verify-full" -> DatabaseServer.Tls.VERIFY;
            default -> throw wrong("its sslmode is none of disable, allow, prefer, require, verify-ca, verify-full");
        };
    }

    private Map<String, String> pairs() {
        Map<String, String> pairs = new LinkedHashMap<>();
        skipBlanks();
        while (at < text.length()) {
            int equals = text.indexOf('=', at);
            if (equals < 0) {
                throw wrong("an = is missing after the last name");
            }
            String key = text.substring(at, equals).strip();
            at = equals + 1;
            skipBlanks();
            pairs.put(key, value());
            skipBlanks();
        }
        return pairs;
    }

    private void skipBlanks() {
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
    }

    private String value() {
        boolean quoted = at < text.length() && text.charAt(at) == '\'';
        if (quoted) {
            at++;
        }
        StringBuilder value = new StringBuilder();
        while (at < text.length()) {
            char next = text.charAt(at++);
            if (next == '\\' && at < text.length()) {
                value.append(text.charAt(at++));
            } else if (quoted && next == '\'') {
                return value.toString();
            } else if (!quoted && Character.isWhitespace(next)) {
                return value.toString();
            } else {
                value.append(next);
            }
        }
        if (quoted) {
            throw wrong("a quote is not closed");
        }
        return value.toString();
    }

    private static Map<String, String> ofUri(String text) {
        Map<String, String> pairs = new LinkedHashMap<>();
        URI uri;
        try {
            uri = new URI(text);
        } catch (URISyntaxException e) {
            throw wrong("it is no URI: " + e.getReason());
        }
        if (uri.getHost() != null) {
            pairs.put("host", uri.getHost());
        }
        if (uri.getPort() >= 0) {
            pairs.put("port", Integer.toString(uri.getPort()));
        }
        String who = uri.getRawUserInfo();
        if (who != null) {
            int colon = who.indexOf(':');
            pairs.put("user", decode(colon < 0 ? who : who.substring(0, colon)));
            if (colon >= 0) {
                pairs.put("password", decode(who.substring(colon + 1)));
            }
        }
        String path = uri.getPath();
        if (path != null && path.length() > 1) {
            pairs.put("dbname", path.substring(1));
        }
        if (uri.getRawQuery() != null) {
            for (String parameter : uri.getRawQuery().split("&")) {
                int equals = parameter.indexOf('=');
                if (equals > 0) {
                    pairs.put(decode(parameter.substring(0, equals)), decode(parameter.substring(equals + 1)));
                }
            }
        }
        return pairs;
    }

    private static String decode(String part) {
        return URLDecoder.decode(part.replace("+", "%2B"), StandardCharsets.UTF_8);
    }

    private static StorageException wrong(String why) {
        return new StorageException("database.connectionstring cannot be used: " + why);
    }
}
