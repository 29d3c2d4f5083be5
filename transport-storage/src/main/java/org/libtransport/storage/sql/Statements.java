package org.libtransport.storage.sql;

/** The statements that are the same on every database, and the dialect's own, made once. */
final class Statements {

    /** The type number of a text, see docs/storage.md. */
    static final int TYPE_STRING = 13;

    final boolean numbersUsers;
    final String onlineUsers;
    final String allUsers;
    final String uinTaken;
    final String setOnline;
    final String putUser;
    final String replacePassword;
    final String putBuddy;
    final String putIconHash;
    final String putSetting;
    final String removeIconHash;
    final String removeBuddySettings;
    final String removeBuddy;
    final String removeUser;
    final String removeUserSettings;
    final String removeAllBuddies;
    final String removeAllBuddiesSettings;

    private final String users;
    private final String buddies;
    private final String settings;
    private final SqlDialect dialect;

    Statements(Tables tables, SqlDialect dialect) {
        this.dialect = dialect;
        numbersUsers = dialect.numbersUsers();
        onlineUsers = "SELECT jid FROM " + tables.users() + " WHERE online = ? ORDER BY id";
        allUsers = "SELECT jid FROM " + tables.users() + " ORDER BY id";
        uinTaken = "SELECT COUNT(*) FROM " + tables.users() + " WHERE uin = ?";
        setOnline = "UPDATE " + tables.users() + " SET online = ?, last_login = " + dialect.now() + " WHERE id = ?";
        putUser = dialect.putUser(tables);
        replacePassword = replacePassword(tables);
        putBuddy = dialect.putBuddy(tables);
        putIconHash = dialect.putIconHash(tables);
        putSetting = dialect.putSetting(tables);

        String ofBuddy = " WHERE buddy_id IN (SELECT id FROM " + tables.buddies() + " WHERE user_id = ? AND uin = ?)";
        removeIconHash = "DELETE FROM " + tables.buddiesSettings() + ofBuddy + " AND var = 'icon_hash'";
        removeBuddySettings = "DELETE FROM " + tables.buddiesSettings() + ofBuddy;
        removeBuddy = "DELETE FROM " + tables.buddies() + " WHERE user_id = ? AND uin = ?";
        removeUser = "DELETE FROM " + tables.users() + " WHERE id = ?";
        removeUserSettings = "DELETE FROM " + tables.usersSettings() + " WHERE user_id = ?";
        removeAllBuddies = "DELETE FROM " + tables.buddies() + " WHERE user_id = ?";
        removeAllBuddiesSettings = "DELETE FROM " + tables.buddiesSettings() + " WHERE user_id = ?";

        users = "SELECT id, jid, uin, password, language, encoding, vip, online FROM " + tables.users()
                + " WHERE jid IN ";
        // Compared with the user as well, because the settings table keeps rows of contacts that are long gone, and a
        // new
        // contact may have been given the number of one of them. No join: PostgreSQL reads the whole table for one
        // while
        // it has no statistics of it.
        buddies = "SELECT b.user_id, b.uin, b.subscription, b.nickname, b." + dialect.groups()
                + ", b.flags, (SELECT s.value FROM " + tables.buddiesSettings()
                + " s WHERE s.buddy_id = b.id AND s.user_id = b.user_id AND s.var = 'icon_hash' AND s.type = "
                + TYPE_STRING
                + ") FROM " + tables.buddies() + " b WHERE b.user_id IN ";
        settings = "SELECT user_id, var, value FROM " + tables.usersSettings() + " WHERE user_id IN ";
    }

    /** Changes a secret unless somebody else did: the new value, the user's number, the old value. */
    static String replacePassword(Tables tables) {
        return "UPDATE " + tables.users() + " SET password = ? WHERE id = ? AND password = ?";
    }

    String users(int count) {
        return users + "(" + "?,".repeat(count - 1) + "?)";
    }

    String buddies(int count) {
        return buddies + dialect.userIds(count) + " ORDER BY b.id";
    }

    String settings(int count) {
        return settings + dialect.userIds(count);
    }
}
