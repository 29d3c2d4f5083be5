package org.libtransport.storage;

/**
 * A registered user.
 *
 * @param id the database's number of the user
 * @param jid bare JID
 * @param uin log-in name at the other network, as the user typed it or the mask made it
 * @param password kept out of {@link #toString}
 * @param vip set by the administrator
 * @param online whether the user was logged in when the transport last wrote it; stays set over a restart
 */
public record UserRecord(
        long id,
        String jid,
        String uin,
        String password,
        String language,
        String encoding,
        boolean vip,
        boolean online) {

    @Override
    public String toString() {
        return "UserRecord[" + id + ", " + jid + ", uin=" + uin + "]";
    }
}
