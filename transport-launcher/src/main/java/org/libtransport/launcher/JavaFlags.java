package org.libtransport.launcher;

import java.util.ArrayList;
import java.util.List;

/** Flags without which a Java prints warnings about libraries that we use. */
final class JavaFlags {

    /** From here on the JVM warns when Unsafe is used for memory; older ones refuse the flag. */
    private static final int WARNS_OF_UNSAFE = 24;

    private JavaFlags() {}

    /** For a further process on the Java that this one runs on. */
    static List<String> ofThisJvm() {
        List<String> flags = new ArrayList<>();
        flags.add("--enable-native-access=ALL-UNNAMED");
        if (Runtime.version().feature() >= WARNS_OF_UNSAFE) {
            flags.add("--sun-misc-unsafe-memory-access=allow");
        }
        return flags;
    }
}
