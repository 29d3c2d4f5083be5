package org.libtransport.xmpp.jid;

/**
 * How a name of another network becomes the local part of an address and back: escaped by XEP-0106, or in the older form
 * where the last {@code @} is written as {@code %}.
 *
 * <p>The results are not prepared: {@link Jid#of} does that and may refuse them. Preparation folds case, so the way back
 * gives the name in lower case.
 */
public final class LegacyNames {

    /** The characters that XEP-0106 escapes, beside the backslash, and their codes at the same index. */
    private static final String ESCAPED = " \"&'/:<>@";

    private static final String[] CODES = {"20", "22", "26", "27", "2f", "3a", "3c", "3e", "40"};
    private static final String BACKSLASH_CODE = "5c";

    private LegacyNames() {}

    /**
     * The local part for a name.
     *
     * @param escaping whether to escape by XEP-0106; else the last {@code @} becomes {@code %}
     */
    public static String toLocalPart(String name, boolean escaping) {
        return escaping ? escape(name) : replaceLast(name, '@', '%');
    }

    /** The name behind a local part in either form: what is escaped is unescaped, else the last {@code %} is {@code @}. */
    public static String toName(String localPart) {
        String unescaped = unescape(localPart);
        return unescaped.equals(localPart) ? replaceLast(localPart, '%', '@') : unescaped;
    }

    /** Server mode: the name on the other network that a user logs in with, every {@code %} of the account being an {@code @}. */
    public static String toLoginName(String localPart) {
        return localPart.replace('%', '@');
    }

    /** Whether this local part can only be the escaped form of a name. */
    public static boolean isEscaped(String localPart) {
        return !unescape(localPart).equals(localPart);
    }

    /** Escapes by XEP-0106; a backslash only where it would otherwise be read as the beginning of an escape. */
    public static String escape(String name) {
        StringBuilder result = null;
        for (int i = 0; i < name.length(); i++) {
            char c = name.charAt(i);
            int index = ESCAPED.indexOf(c);
            String code = index >= 0 ? CODES[index] : c == '\\' && beginsEscape(name, i) ? BACKSLASH_CODE : null;
            if (code != null) {
                if (result == null) {
                    result = new StringBuilder(name.length() + 16).append(name, 0, i);
                }
                result.append('\\').append(code);
            } else if (result != null) {
                result.append(c);
            }
        }
        return result == null ? name : result.toString();
    }

    /** Undoes {@link #escape}; anything that is no escape stays as it is. */
    public static String unescape(String localPart) {
        StringBuilder result = null;
        int copied = 0;
        int backslash = localPart.indexOf('\\');
        while (backslash >= 0) {
            int next = backslash + 1;
            if (beginsEscape(localPart, backslash)) {
                if (result == null) {
                    result = new StringBuilder(localPart.length());
                }
                int code = Character.digit(localPart.charAt(backslash + 1), 16) * 16
                        + Character.digit(localPart.charAt(backslash + 2), 16);
                result.append(localPart, copied, backslash).append((char) code);
                next = backslash + 3;
                copied = next;
            }
            backslash = localPart.indexOf('\\', next);
        }
        return result == null
                ? localPart
                : result.append(localPart, copied, localPart.length()).toString();
    }

    /** In either case, because preparation of the local part will fold it. */
    private static boolean beginsEscape(String text, int backslash) {
        if (text.regionMatches(true, backslash + 1, BACKSLASH_CODE, 0, 2)) {
            return true;
        }
        for (String code : CODES) {
            if (text.regionMatches(true, backslash + 1, code, 0, 2)) {
                return true;
            }
        }
        return false;
    }

    private static String replaceLast(String text, char from, char to) {
        int index = text.lastIndexOf(from);
        return index < 0 ? text : text.substring(0, index) + to + text.substring(index + 1);
    }
}
