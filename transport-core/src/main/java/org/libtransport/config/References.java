package org.libtransport.config;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the values of a config file may refer to, so that secrets need not stand in it: {@code ${env:NAME}} is a variable of
 * the environment, {@code ${file:PATH}} the content of a file without the line break at its end. What they hold is taken as
 * it is. Reading files blocks.
 */
public final class References {

    private static final Pattern REFERENCE = Pattern.compile("\\$\\{(env|file):([^}]*)}");

    /** Bytes; more is no value but a wrong path. */
    private static final int LONGEST = 64 * 1024;

    private final Map<String, String> environment;
    private final Path directory;

    /**
     * Those of a config file.
     *
     * @param file beside which relative paths begin
     */
    public References(Map<String, String> environment, Path file) {
        Path parent = file.toAbsolutePath().getParent();
        this.environment = Map.copyOf(environment);
        this.directory = parent == null ? Path.of("/") : parent;
    }

    /** A reference that leads nowhere. The message says so without what it refers to. */
    public static final class UnresolvedException extends Exception {
        private static final long serialVersionUID = 1;

        private final String reason;

        UnresolvedException(String reason) {
            super(reason);
            this.reason = reason;
        }

        /** What is wrong, as the end of a sentence about the value. */
        public String reason() {
            return reason;
        }
    }

    /**
     * The value with what it refers to in place of the references.
     *
     * @throws UnresolvedException if one leads nowhere
     */
    public String resolve(String value) throws UnresolvedException {
        Matcher reference = REFERENCE.matcher(value);
        StringBuilder resolved = new StringBuilder();
        while (reference.find()) {
            String name = reference.group(2).strip();
            String text = reference.group(1).equals("env") ? variable(name) : content(name);
            reference.appendReplacement(resolved, Matcher.quoteReplacement(text));
        }
        return reference.appendTail(resolved).toString();
    }

    private String variable(String name) throws UnresolvedException {
        String value = environment.get(name);
        if (value == null) {
            throw new UnresolvedException("the environment has no variable " + name);
        }
        return value;
    }

    private String content(String name) throws UnresolvedException {
        try {
            Path file = directory.resolve(name);
            if (Files.size(file) > LONGEST) {
                throw new UnresolvedException("the file " + name + " is longer than a value can be");
            }
            return Files.readString(file).replaceFirst("\\R\\z", "");
        } catch (IOException | InvalidPathException e) {
            throw new UnresolvedException(
                    "the file " + name + " cannot be read (" + e.getClass().getSimpleName() + ")");
        }
    }
}
