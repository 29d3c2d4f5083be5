package org.libtransport.storage;

/**
 * A registered user.
 *
 * @param id the database's number of the user
 * @param jid bare JID
 * @param uin log-in name at the other network, as the user typed it or the mask made it
 * @param password kept out of {@link #toString}; empty where a token is kept in its place
 * @param vip set by the administrator
 * @param online whether the user was logged in when the transport last wrote it; stays set over a restart
 * @param token what a backend wants instead of the password; empty if none. Kept out of {@link #toString}
 */
public record UserRecord(
        long id,
        String jid,
        String uin,
        String password,
        String language,
        String encoding,
        boolean vip,
        boolean online,
        String token) {

    /** Of a user who logs in with a password. */
    public UserRecord(
            long id,
            String jid,
            String uin,
            String password,
            String language,
            String encoding,
            boolean vip,
            boolean online) {
        this(id, jid, uin, password, language, encoding, vip, online, "");
    }

    /** The same user, who is a VIP or is not. */
    public UserRecord withVip(boolean is) {
        return new UserRecord(id, jid, uin, password, language, encoding, is, online, token);
    }

    @Override
    public String toString() {
        return "UserRecord[" + id + ", " + jid + ", uin=" + uin + "]";
    }
}
