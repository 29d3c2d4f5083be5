package org.libtransport.storage.sql;

import java.sql.SQLException;

/** What is the same at every database server. */
abstract class ServerDialect implements SqlDialect {

    private final String description;

    /** @param description the database in words for people */
    ServerDialect(String description) {
        this.description = description;
    }

    @Override
    public final String describe() {
        return description;
    }

    @Override
    public final String now() {
        return "NOW()";
    }

    @Override
    public final boolean numbersUsers() {
        return true;
    }

    @Override
    public final boolean isTemporary(SQLException failure) {
        return ServerFailures.isTemporary(failure);
    }

    @Override
    public final String explain(SQLException failure) {
        return ServerFailures.explain(failure);
    }
}
