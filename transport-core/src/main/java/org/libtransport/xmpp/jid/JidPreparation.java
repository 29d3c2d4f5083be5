package org.libtransport.xmpp.jid;

import com.google.common.net.InetAddresses;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import org.jxmpp.JxmppContext;
import org.jxmpp.jid.parts.Domainpart;
import org.jxmpp.jid.parts.Localpart;
import org.jxmpp.jid.parts.Resourcepart;
import org.jxmpp.stringprep.XmppStringprep;
import org.jxmpp.stringprep.XmppStringprepException;
import rocks.xmpp.precis.PrecisProfiles;

/**
 * Splits and prepares addresses by RFC 7622.
 *
 * <p>Addresses of plain ASCII that preparation would leave as they are take a short way; {@link #parseFully} does the
 * work for all others and must agree with it.
 */
final class JidPreparation {

    /** RFC 7622 section 3.3.1, in bytes of UTF-8; for plain ASCII in characters. */
    private static final int LONGEST_PART = 1023;

    private static final int LONGEST_LABEL = 63;

    /** RFC 7622 section 3.3.1: allowed by PRECIS, but not in a local part. */
    private static final String NOT_IN_LOCAL = "\"&'/:<>@";

    /** What jxmpp brings itself only folds case. */
    private static final JxmppContext PRECIS =
            JxmppContext.builder().withXmppStringprep(new PrecisStringprep()).build();

    private JidPreparation() {}

    static Jid parse(String text) {
        int slash = text.indexOf('/');
        int bareEnd = slash < 0 ? text.length() : slash;
        int at = text.indexOf('@');
        if (at > bareEnd) {
            at = -1;
        }
        boolean plain = (at < 0 || isPlainLocal(text, at))
                && isPlainDomain(text, at + 1, bareEnd)
                && (slash < 0 || isPlainResource(text, slash + 1));
        String local = at < 0 ? null : text.substring(0, at);
        String domain = text.substring(at + 1, bareEnd);
        String resource = slash < 0 ? null : text.substring(slash + 1);
        return plain ? new Jid(local, domain, resource, text) : prepare(local, domain, resource);
    }

    static Jid of(@Nullable String local, String domain, @Nullable String resource) {
        boolean plain = (local == null || isPlainLocal(local, local.length()))
                && isPlainDomain(domain, 0, domain.length())
                && (resource == null || isPlainResource(resource, 0));
        return plain ? new Jid(local, domain, resource) : prepare(local, domain, resource);
    }

    static Jid withResource(Jid jid, String resource) {
        return new Jid(jid.local(), jid.domain(), isPlainResource(resource, 0) ? resource : prepareResource(resource));
    }

    /** The long way for any text; only tests need it for texts that could take the short one. */
    static Jid parseFully(String text) {
        int slash = text.indexOf('/');
        String bare = slash < 0 ? text : text.substring(0, slash);
        int at = bare.indexOf('@');
        return prepare(
                at < 0 ? null : bare.substring(0, at),
                bare.substring(at + 1),
                slash < 0 ? null : text.substring(slash + 1));
    }

    private static Jid prepare(@Nullable String local, String domain, @Nullable String resource) {
        return new Jid(
                local == null ? null : prepareLocal(local),
                prepareDomain(domain),
                resource == null ? null : prepareResource(resource));
    }

    private static String prepareLocal(String local) {
        String prepared;
        try {
            prepared = Localpart.from(local, PRECIS).toString();
        } catch (XmppStringprepException | RuntimeException e) {
            throw invalid(e);
        }
        for (int i = 0; i < prepared.length(); i++) {
            if (NOT_IN_LOCAL.indexOf(prepared.charAt(i)) >= 0) {
                throw new InvalidJidException("'" + prepared.charAt(i) + "' cannot be in a local part");
            }
        }
        return prepared;
    }

    private static String prepareDomain(String domain) {
        if (domain.startsWith("[") && InetAddresses.isUriInetAddress(domain)) {
            return domain;
        }
        try {
            String prepared = withoutFinalDot(Domainpart.from(domain, PRECIS).toString());
            // An address that reads differently the second time would not be equal to itself.
            if (prepared.isEmpty()
                    || !Domainpart.from(prepared, PRECIS).toString().equals(prepared)) {
                throw new InvalidJidException("not a domain");
            }
            return prepared;
        } catch (InvalidJidException e) {
            throw e;
        } catch (XmppStringprepException | RuntimeException e) {
            throw invalid(e);
        }
    }

    /** RFC 7622 section 3.2. Only preparation shows all dots as such. */
    private static String withoutFinalDot(String domain) {
        return domain.endsWith(".") ? domain.substring(0, domain.length() - 1) : domain;
    }

    private static String prepareResource(String resource) {
        try {
            return Resourcepart.from(resource, PRECIS).toString();
        } catch (XmppStringprepException | RuntimeException e) {
            throw invalid(e);
        }
    }

    private static InvalidJidException invalid(Exception cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return new InvalidJidException("not an XMPP address: " + root.getMessage());
    }

    private static boolean isPlainLocal(String text, int end) {
        if (end == 0 || end > LONGEST_PART) {
            return false;
        }
        for (int i = 0; i < end; i++) {
            char c = text.charAt(i);
            boolean plain = (c >= 'a' && c <= 'z')
                    || (c > ' ' && c < 0x7F && (c < 'A' || c > 'Z') && NOT_IN_LOCAL.indexOf(c) < 0);
            if (!plain) {
                return false;
            }
        }
        return true;
    }

    /** Labels of lower-case letters, digits and inner hyphens; not "xn--", which stands for something else. */
    private static boolean isPlainDomain(String text, int start, int end) {
        if (end - start > LONGEST_PART) {
            return false;
        }
        int label = start;
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c == '.') {
                if (!isPlainLabel(text, label, i)) {
                    return false;
                }
                label = i + 1;
            } else if (!((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-')) {
                return false;
            }
        }
        return isPlainLabel(text, label, end);
    }

    private static boolean isPlainLabel(String text, int start, int end) {
        return end > start
                && end - start <= LONGEST_LABEL
                && text.charAt(start) != '-'
                && text.charAt(end - 1) != '-'
                && !text.startsWith("xn--", start);
    }

    private static boolean isPlainResource(String text, int start) {
        int end = text.length();
        if (start == end || end - start > LONGEST_PART) {
            return false;
        }
        for (int i = start; i < end; i++) {
            char c = text.charAt(i);
            if (c < ' ' || c >= 0x7F) {
                return false;
            }
        }
        return true;
    }

    /** The PRECIS profiles that RFC 7622 names, as jxmpp wants them. */
    private static final class PrecisStringprep implements XmppStringprep {

        @Override
        public String localprep(String text) throws XmppStringprepException {
            return enforce(PrecisProfiles.USERNAME_CASE_MAPPED::enforce, text);
        }

        @Override
        public String domainprep(String text) throws XmppStringprepException {
            return enforce(PrecisProfiles.IDN::enforce, text);
        }

        @Override
        public String resourceprep(String text) throws XmppStringprepException {
            return enforce(PrecisProfiles.OPAQUE_STRING::enforce, text);
        }

        private static String enforce(UnaryOperator<String> profile, String text) throws XmppStringprepException {
            try {
                return profile.apply(text);
            } catch (RuntimeException e) {
                throw new XmppStringprepException(text, e);
            }
        }
    }
}
