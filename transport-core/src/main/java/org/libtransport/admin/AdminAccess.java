package org.libtransport.admin;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import org.libtransport.xmpp.jid.Jid;

/**
 * Who administers the transport by XMPP.
 *
 * @param admins bare JIDs
 * @param password with which they log in to a transport in server mode, where they are no users of the network; empty if
 *     none of them can. In gateway mode their own servers know who they are
 */
public record AdminAccess(List<Jid> admins, String password) {

    /** Nobody does. */
    public static final AdminAccess NONE = new AdminAccess(List.of(), "");

    public AdminAccess {
        admins = admins.stream().map(Jid::bare).toList();
    }

    boolean isAdmin(Jid jid) {
        return admins.contains(jid.bare());
    }

    boolean accepts(String typed) {
        return !password.isEmpty()
                && MessageDigest.isEqual(
                        password.getBytes(StandardCharsets.UTF_8), typed.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return "AdminAccess[" + admins + "]";
    }
}
