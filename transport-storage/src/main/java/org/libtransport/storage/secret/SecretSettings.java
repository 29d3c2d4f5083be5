package org.libtransport.storage.secret;

/**
 * How secrets are stored.
 *
 * @param keys where the keys are; with {@link KeySource#NONE} a new database has its secrets as the predecessor would, and
 *     one with encrypted secrets is refused
 * @param upgrade whether a found database is encrypted from now on, its old secrets as their users log in
 */
public record SecretSettings(KeySource keys, boolean upgrade) {

    /** Nothing is encrypted. */
    public static final SecretSettings NONE = new SecretSettings(KeySource.NONE, false);

    @Override
    public String toString() {
        return "SecretSettings[" + keys.describe() + ", upgrade=" + upgrade + "]";
    }
}
