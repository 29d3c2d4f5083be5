package org.libtransport.storage;

/**
 * What is stored when a user registers, or registers again with another name or password.
 *
 * @param jid bare JID
 * @param token what a backend wants instead of the password from now on; empty if none
 */
public record Registration(String jid, String uin, String password, String language, String token) {

    public Registration {
        if (!token.isEmpty() && !password.isEmpty()) {
            throw new IllegalArgumentException("Where a token is kept, the password is forgotten");
        }
    }

    /** With a password. */
    public Registration(String jid, String uin, String password, String language) {
        this(jid, uin, password, language, "");
    }

    @Override
    public String toString() {
        return "Registration[" + jid + ", uin=" + uin + "]";
    }
}
