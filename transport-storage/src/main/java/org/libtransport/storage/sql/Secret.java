package org.libtransport.storage.sql;

/**
 * What a user logs in with: a password or a token, never both. {@link #toString} has neither.
 *
 * @param password empty if there is none
 * @param token empty if there is none
 */
record Secret(String password, String token) {

    @Override
    public String toString() {
        return token.isEmpty() ? "Secret[password]" : "Secret[token]";
    }
}
