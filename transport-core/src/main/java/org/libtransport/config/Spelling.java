package org.libtransport.config;

import java.util.Locale;
import java.util.Optional;

/** Finds the option that somebody may have meant who wrote another name. */
public final class Spelling {

    /** Of this many characters one may be wrong. */
    private static final int CHARACTERS_PER_ERROR = 5;

    private static final int MOST_ERRORS = 3;

    private Spelling() {}

    /** The option whose name differs least from this one, if it differs by little; the first of several. */
    public static Optional<Option<?>> nearest(String name) {
        String wanted = name.toLowerCase(Locale.ROOT);
        int allowed = Math.min(MOST_ERRORS, Math.max(1, wanted.length() / CHARACTERS_PER_ERROR));
        Option<?> best = null;
        int least = allowed + 1;
        for (Option<?> option : Options.ALL) {
            int errors = distance(wanted, option.name());
            if (errors < least) {
                least = errors;
                best = option;
            }
        }
        return Optional.ofNullable(best);
    }

    /** How many characters are to be put in, left out, replaced or swapped with their neighbour. */
    static int distance(String a, String b) {
        int[][] errors = new int[a.length() + 1][b.length() + 1];
        for (int i = 0; i <= a.length(); i++) {
            for (int j = 0; j <= b.length(); j++) {
                if (i == 0 || j == 0) {
                    errors[i][j] = i + j;
                    continue;
                }
                int replaced = errors[i - 1][j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                errors[i][j] = Math.min(replaced, 1 + Math.min(errors[i - 1][j], errors[i][j - 1]));
                boolean swapped =
                        i > 1 && j > 1 && a.charAt(i - 1) == b.charAt(j - 2) && a.charAt(i - 2) == b.charAt(j - 1);
                if (swapped) {
                    errors[i][j] = Math.min(errors[i][j], errors[i - 2][j - 2] + 1);
                }
            }
        }
        return errors[a.length()][b.length()];
    }
}
