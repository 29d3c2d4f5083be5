package org.libtransport.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;

/**
 * How one written value becomes a typed one.
 *
 * @param name what documentation calls the type
 * @param accepts what a person should write, to stand after the word "expected"
 * @param reader the value, or empty if the text is none
 */
public record ValueType<T>(String name, String accepts, Function<String, Optional<T>> reader) {

    /** Any text, the empty one too. */
    public static final ValueType<String> STRING = new ValueType<>("string", "any text", Optional::of);

    /** A truth value; written without a value the option is true. */
    public static final ValueType<Boolean> BOOLEAN = new ValueType<>(
            "boolean", "1, true, yes or on; 0, false, no or off", text -> switch (text.toLowerCase(Locale.ROOT)) {
                case "1", "true", "yes", "on", "" -> Optional.of(true);
                case "0", "false", "no", "off" -> Optional.of(false);
                default -> Optional.empty();
            });

    /** A TCP port; 0 stands for "none given". */
    public static final ValueType<Integer> PORT = integer(0, 65535);

    /** A TCP port, or nothing. 0 is nothing as well. */
    public static final ValueType<OptionalInt> OPTIONAL_PORT = new ValueType<>(
            "integer",
            PORT.accepts() + ", or nothing",
            text -> text.isEmpty()
                    ? Optional.of(OptionalInt.empty())
                    : PORT.read(text).map(port -> port == 0 ? OptionalInt.empty() : OptionalInt.of(port)));

    /** A whole number of seconds. */
    public static final ValueType<Duration> SECONDS = new ValueType<>(
            "integer",
            "a number of seconds, 0 or more",
            text -> integer(0, Integer.MAX_VALUE).read(text).map(Duration::ofSeconds));

    /** A whole number of milliseconds. */
    public static final ValueType<Duration> MILLISECONDS = new ValueType<>(
            "integer",
            "a number of milliseconds, 0 or more",
            text -> integer(0, Integer.MAX_VALUE).read(text).map(Duration::ofMillis));

    /** A path that must not be empty. */
    public static final ValueType<Path> PATH = new ValueType<>("string", "a path", text -> {
        if (text.isEmpty()) {
            return Optional.empty();
        }
        try {
            return Optional.of(Path.of(text));
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
    });

    /** A JID that is only a domain. */
    public static final ValueType<Jid> DOMAIN = new ValueType<>(
            "string",
            "a domain name such as icq.example.org",
            text -> jid(text).filter(jid -> jid.local() == null && jid.isBare()));

    /** A JID without resource. */
    public static final ValueType<Jid> BARE_JID = new ValueType<>(
            "Jabber ID",
            "a Jabber ID such as romeo@example.org",
            text -> jid(text).filter(Jid::isBare));

    /** A regular expression, or nothing. */
    public static final ValueType<Optional<Pattern>> PATTERN =
            new ValueType<>("string", "a regular expression, or nothing", text -> {
                if (text.isEmpty()) {
                    return Optional.of(Optional.empty());
                }
                try {
                    return Optional.of(Optional.of(Pattern.compile(text)));
                } catch (PatternSyntaxException e) {
                    return Optional.empty();
                }
            });

    /** A whole number in decimal digits from {@code min} to {@code max}, both included. */
    public static ValueType<Integer> integer(int min, int max) {
        String range = max == Integer.MAX_VALUE ? ", " + min + " or more" : " from " + min + " to " + max;
        return new ValueType<>("integer", "a whole number" + range, text -> {
            try {
                int number = Integer.parseInt(text);
                return number < min || number > max ? Optional.empty() : Optional.of(number);
            } catch (NumberFormatException e) {
                return Optional.empty();
            }
        });
    }

    /** One of these words, written exactly so. */
    public static ValueType<String> oneOf(String... words) {
        List<String> allowed = List.of(words);
        return new ValueType<>(
                "string",
                String.join(", ", allowed),
                text -> allowed.contains(text) ? Optional.of(text) : Optional.empty());
    }

    /** The typed value, or empty if the text is none of this type. */
    public Optional<T> read(String text) {
        return reader.apply(text);
    }

    private static Optional<Jid> jid(String text) {
        try {
            return Optional.of(Jid.parse(text));
        } catch (InvalidJidException e) {
            return Optional.empty();
        }
    }
}
