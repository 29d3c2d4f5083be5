package org.libtransport.storage.sql;

import java.util.List;

/**
 * The tables of a database as they are, and what opening it would do to them.
 *
 * @param exists whether there is a table of users
 * @param version the number that the database has for the tables of the predecessor; 0 if none
 * @param knownVersion the highest that we know
 * @param lastStep the number of our last own step; 0 if this kind of database needs none
 * @param pending what is to be done, in this order
 */
public record SchemaState(boolean exists, int version, int knownVersion, int lastStep, List<Pending> pending) {

    public SchemaState {
        pending = List.copyOf(pending);
    }

    /**
     * Something that is to be done.
     *
     * @param number of our own step; 0 for tables and indexes that are missing
     * @param purpose for the administrator
     * @param statements in SQL
     */
    public record Pending(int number, String purpose, List<String> statements) {

        public Pending {
            statements = List.copyOf(statements);
        }

        static Pending ofMissing(List<String> statements) {
            return new Pending(0, "tables and indexes that are missing", statements);
        }
    }
}
