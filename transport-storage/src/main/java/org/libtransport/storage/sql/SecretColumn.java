package org.libtransport.storage.sql;

import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.StorageException;
import org.libtransport.storage.secret.KeyRing;
import org.libtransport.storage.secret.StorageKey;

/** What commands need to know of the column {@code users.password}; a secret itself is never given away. */
public final class SecretColumn {

    private static final String ENCRYPTED = "{aes-gcm:";

    private final DatabaseSettings settings;
    private final SecretForms forms;
    private @Nullable KeyRing ring;

    public SecretColumn(DatabaseSettings settings) {
        this.settings = settings;
        this.forms = new SecretForms(ShiftedPasswords.of(settings), this::key);
    }

    /** The id of the key that a stored value is encrypted with; empty if it is not. */
    public static Optional<String> keyId(String stored) {
        return Optional.ofNullable(SecretForms.keyId(stored));
    }

    /** Whether it is a token and no password. */
    public static boolean isToken(String stored) {
        return stored.startsWith(SecretForms.TOKEN);
    }

    /** Whether values that are not encrypted are hidden by {@code database.encryption_key}. */
    public boolean isShifted() {
        return settings.type() != DatabaseType.SQLITE3
                && !settings.encryptionKey().isEmpty();
    }

    /** What another database has, in the form that this one has it; what is encrypted stays as it is. */
    public String movedFrom(SecretColumn other, String stored) {
        return moved(ShiftedPasswords.of(other.settings), stored);
    }

    /** What was not shifted, in the form that this database has it; what is encrypted stays as it is. */
    public String movedFromPlain(String stored) {
        return moved(ShiftedPasswords.PLAIN, stored);
    }

    private String moved(ShiftedPasswords from, String stored) {
        if (stored.isEmpty() || keyId(stored).isPresent()) {
            return stored;
        }
        String mark = isToken(stored) ? SecretForms.TOKEN : "";
        return mark + ShiftedPasswords.of(settings).stored(from.read(stored.substring(mark.length())));
    }

    /**
     * Why an encrypted value cannot be read, in a sentence; empty if it can.
     *
     * @param jid whose it is
     * @throws StorageException if the keys themselves cannot be read
     */
    public Optional<String> problem(String jid, String stored) {
        if (keyId(stored).isEmpty()) {
            boolean damaged = stored.startsWith(ENCRYPTED, isToken(stored) ? SecretForms.TOKEN.length() : 0);
            return damaged ? Optional.of("The password of " + jid + " is encrypted and damaged") : Optional.empty();
        }
        keys();
        try {
            forms.read(jid, stored);
            return Optional.empty();
        } catch (StorageException e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private StorageKey key(String id, String jid) {
        return keys().find(id)
                .orElseThrow(() -> new StorageException("The password of " + jid + " is encrypted with key " + id
                        + ", which is not in " + settings.secrets().keys().describe()));
    }

    private KeyRing keys() {
        KeyRing known = ring;
        if (known == null) {
            known = settings.secrets().keys().load();
            ring = known;
        }
        return known;
    }
}
