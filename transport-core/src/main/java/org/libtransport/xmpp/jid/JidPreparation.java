package org.libtransport.xmpp.jid;

import org.jspecify.annotations.Nullable;

/** Splits and prepares addresses. (First form; PRECIS by jxmpp with a fast path for plain ASCII comes here.) */
final class JidPreparation {

    private JidPreparation() {}

    static Jid parse(String text) {
        int slash = text.indexOf('/');
        String head = slash < 0 ? text : text.substring(0, slash);
        int at = head.indexOf('@');
        return of(
                at < 0 ? null : head.substring(0, at),
                head.substring(at + 1),
                slash < 0 ? null : text.substring(slash + 1));
    }

    static Jid of(@Nullable String local, String domain, @Nullable String resource) {
        if (domain.isEmpty() || (local != null && local.isEmpty()) || (resource != null && resource.isEmpty())) {
            throw new InvalidJidException("empty part in an address");
        }
        return new Jid(local == null ? null : local.toLowerCase(java.util.Locale.ROOT), domain, resource);
    }

    static Jid withResource(Jid jid, String resource) {
        return of(jid.local(), jid.domain(), resource);
    }
}
