package org.libtransport.storage.sql;

import java.util.OptionalInt;
import org.libtransport.storage.StorageException;

/**
 * How a database server is reached.
 *
 * @param port the server's usual one if empty
 * @param password kept out of {@link #toString}
 * @param tls how the connection is secured
 * @param authority a file with the certificates (PEM) that {@link Tls#VERIFY} trusts; empty for those that Java trusts
 */
public record DatabaseServer(String host, OptionalInt port, String user, String password, Tls tls, String authority) {

    /** Of this machine, with whatever the driver takes for user and password. */
    public static final DatabaseServer LOCAL = at("localhost", OptionalInt.empty(), "", "");

    /** How a connection is secured. */
    public enum Tls {
        /** Not at all: for this machine, or a network that nobody else is on. */
        NONE("no"),
        /** Nobody can listen, but the server may be another one. */
        ENCRYPT("encrypt"),
        /** The server must have a certificate for its name that is trusted. */
        VERIFY("verify");

        private final String word;

        Tls(String word) {
            this.word = word;
        }

        /** By what the option {@code database.tls} has. */
        public static Tls of(String word) {
            for (Tls tls : values()) {
                if (tls.word.equals(word)) {
                    return tls;
                }
            }
            throw new StorageException("database.tls is \"" + word + "\", but can only be no, encrypt or verify");
        }
    }

    /** A server without TLS. */
    public static DatabaseServer at(String host, OptionalInt port, String user, String password) {
        return new DatabaseServer(host, port, user, password, Tls.NONE, "");
    }

    /** The same with TLS. */
    public DatabaseServer withTls(Tls newTls, String newAuthority) {
        return new DatabaseServer(host, port, user, password, newTls, newAuthority);
    }

    /** Host and port for people. */
    String address() {
        return port.isPresent() ? host + ":" + port.getAsInt() : host;
    }

    @Override
    public String toString() {
        return "DatabaseServer[" + user + "@" + address() + "]";
    }
}
