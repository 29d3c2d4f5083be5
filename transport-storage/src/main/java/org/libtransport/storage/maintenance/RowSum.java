package org.libtransport.storage.maintenance;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Counts rows and adds up the SHA-256 of each, so that two databases can be compared that sort in different ways. Used
 * against mistakes and failures, not against somebody who makes up rows.
 */
final class RowSum {

    private final MessageDigest digest = sha256();
    private final long[] sum = new long[4];
    private final Map<UserTable, Long> counts = new EnumMap<>(UserTable.class);
    private long total;

    RowSum() {
        for (UserTable table : UserTable.values()) {
            counts.put(table, 0L);
        }
    }

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-256", e);
        }
    }

    void add(StoredRow row) {
        digest.update((byte) row.table().ordinal());
        for (@Nullable String value : row.values()) {
            byte[] bytes = value == null ? new byte[0] : value.getBytes(StandardCharsets.UTF_8);
            // With the length in front, so that what moves from one column to the next makes a difference.
            digest.update(ByteBuffer.allocate(Integer.BYTES)
                    .putInt(0, value == null ? -1 : bytes.length)
                    .array());
            digest.update(bytes);
        }
        ByteBuffer hash = ByteBuffer.wrap(digest.digest());
        for (int i = 0; i < sum.length; i++) {
            sum[i] += hash.getLong();
        }
        counts.merge(row.table(), 1L, Long::sum);
        total++;
    }

    long total() {
        return total;
    }

    /** Rows by table. */
    Map<String, Long> counts() {
        Map<String, Long> words = new LinkedHashMap<>();
        counts.forEach((table, count) -> words.put(table.word(), count));
        return words;
    }

    boolean isSameAs(RowSum other) {
        return counts.equals(other.counts) && Arrays.equals(sum, other.sum);
    }
}
