package org.libtransport.storage.sql;

import java.sql.SQLException;
import java.util.Set;

/**
 * What errors of database servers mean, by their SQL state. Only an error that lies in what was asked is lasting: of
 * anything else changes wait for the end, because a change that is refused for good is lost.
 */
final class ServerFailures {

    /** Cardinality, data, integrity, syntax and names. */
    private static final Set<String> LASTING = Set.of("21", "22", "23", "42");

    /** PostgreSQL: no privilege. Somebody changes the database's users; that passes. */
    private static final String NO_PRIVILEGE = "42501";

    /** Errors of MySQL with a general state: a value that the column cannot have. */
    private static final Set<Integer> LASTING_OF_MYSQL = Set.of(1265, 1292, 1366);

    /** Errors of MySQL with the state of a syntax error: no privilege on a database, a table, a column, a routine. */
    private static final Set<Integer> NO_PRIVILEGE_OF_MYSQL = Set.of(1044, 1142, 1143, 1370);

    private ServerFailures() {}

    static boolean isTemporary(SQLException failure) {
        String state = state(failure);
        if (state.equals(NO_PRIVILEGE) || NO_PRIVILEGE_OF_MYSQL.contains(failure.getErrorCode())) {
            return true;
        }
        return !LASTING_OF_MYSQL.contains(failure.getErrorCode())
                && !(state.length() == 5 && LASTING.contains(state.substring(0, 2)));
    }

    /** A sentence without the values, which servers put into their messages. */
    static String explain(SQLException failure) {
        String state = state(failure);
        String kind = state.length() == 5 ? state.substring(0, 2) : "";
        return switch (kind) {
            case "08" -> "the server cannot be reached or closed the connection";
            case "28" -> "the server refused the user name or the password";
            case "3D" -> "there is no such database";
            case "53" -> "the server has no room left" + code(failure);
            case "57" -> "the server is being stopped or started";
            case "22" -> "it cannot have such a value" + code(failure);
            case "23" -> "it has a row like that already" + code(failure);
            case "40" -> "the server gave way to another program" + code(failure);
            default -> isUnreachable(failure) ? "the server cannot be reached" : "the server failed" + code(failure);
        };
    }

    private static boolean isUnreachable(SQLException failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof java.io.IOException) {
                return true;
            }
        }
        return failure instanceof java.sql.SQLTransientConnectionException;
    }

    private static String code(SQLException failure) {
        return " (SQL state " + state(failure) + ", error " + failure.getErrorCode() + ")";
    }

    private static String state(SQLException failure) {
        String state = failure.getSQLState();
        return state == null ? "" : state;
    }
}
