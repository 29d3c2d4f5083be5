package org.libtransport.config;

import java.util.List;
import java.util.stream.Collectors;

/** A configuration that cannot be used, with everything that is wrong in it. The message has one line for each. */
public final class ConfigException extends Exception {

    private final transient List<Mistake> mistakes;

    public ConfigException(List<Mistake> mistakes) {
        super(mistakes.stream().map(Mistake::toString).collect(Collectors.joining("\n")), null, false, false);
        this.mistakes = List.copyOf(mistakes);
    }

    /** At least one, in the order of the file. */
    public List<Mistake> mistakes() {
        return mistakes;
    }
}
