package org.libtransport.conversation;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** The time stamps of backends: ISO 8601 basic in UTC, or, by one real backend, decimal seconds since 1970. */
final class MessageTime {

    private static final DateTimeFormatter BASIC = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss");

    /** XEP-0082 has four digits for a year. */
    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59Z");

    private MessageTime() {}

    /** The moment that the text names, or null if it is empty or names none. */
    static @Nullable Instant parse(String text) {
        if (text.isEmpty()) {
            return null;
        }
        try {
            if (text.indexOf('T') >= 0) {
                String plain = text.endsWith("Z") ? text.substring(0, text.length() - 1) : text;
                return LocalDateTime.parse(plain, BASIC).toInstant(ZoneOffset.UTC);
            }
            Instant time = Instant.ofEpochSecond(Long.parseLong(text));
            return time.isBefore(Instant.EPOCH) || time.isAfter(LATEST) ? null : time;
        } catch (DateTimeException | NumberFormatException e) {
            return null;
        }
    }
}
