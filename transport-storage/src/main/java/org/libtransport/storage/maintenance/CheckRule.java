package org.libtransport.storage.maintenance;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.libtransport.storage.sql.DatabaseType;
import org.libtransport.storage.sql.Tables;

/**
 * Something that should not be in a database.
 *
 * @param kind a word for programs
 * @param table where it is looked for
 * @param query finds it; its columns go into the sentence
 * @param sentence for people, with a {@code %s} for each column
 * @param repair what mends all of it; null if only a person can decide
 * @param remedy what the repair does, in a few words; empty if there is none
 */
record CheckRule(
        String kind,
        String table,
        String query,
        String sentence,
        @Nullable String repair,
        String remedy) {

    private static final String WORDS = "('to', 'from', 'both', 'ask', 'none')";
    private static final String SWITCHES = "('enable_transport', 'send_headlines', 'stay_connected')";

    /** What can be found on this kind of database, in the order in which it is mended. */
    static List<CheckRule> all(DatabaseType type, Tables tables) {
        List<CheckRule> rules = new ArrayList<>();
        users(rules, tables.users());
        orphans(rules, tables);
        contacts(rules, tables.buddies());
        settings(rules, tables.usersSettings());
        types(rules, tables.buddiesSettings(), "buddy_id", "contact");
        if (type != DatabaseType.POSTGRESQL) {
            // PostgreSQL has a type for each of these.
            switches(rules, tables.users());
        }
        if (type == DatabaseType.SQLITE3) {
            String where = " WHERE last_login IS NOT NULL AND datetime(last_login) IS NULL";
            rules.add(new CheckRule(
                    "last-login",
                    tables.users(),
                    "SELECT jid, last_login FROM " + tables.users() + where,
                    "the last log-in of %s is \"%s\", which is no time",
                    "UPDATE " + tables.users() + " SET last_login = NULL" + where,
                    "forgotten"));
        }
        return rules;
    }

    private static void users(List<CheckRule> rules, String users) {
        rules.add(report(
                "empty-jid",
                users,
                "SELECT id FROM " + users + " WHERE jid = '' ORDER BY id",
                "user number %s has no JID"));
        rules.add(report(
                "duplicate-jid",
                users,
                "SELECT COUNT(*), MIN(jid) FROM " + users + " GROUP BY LOWER(jid) HAVING COUNT(*) > 1",
                "%s users have the JID %s, or differ from it only by case"));
    }

    private static void orphans(List<CheckRule> rules, Tables tables) {
        rules.add(orphan("orphan-setting", tables.usersSettings(), "var", tables, "setting \"%2$s\""));
        rules.add(orphan("orphan-contact", tables.buddies(), "uin", tables, "contact \"%2$s\""));
        String settings = tables.buddiesSettings();
        String where = " WHERE NOT EXISTS (SELECT 1 FROM " + tables.buddies() + " b WHERE b.id = " + settings
                + ".buddy_id AND b.user_id = " + settings + ".user_id)";
        rules.add(new CheckRule(
                "orphan-contact-setting",
                settings,
                "SELECT user_id, buddy_id, var FROM " + settings + where,
                "setting \"%3$s\" of contact number %2$s, which user number %1$s has not",
                "DELETE FROM " + settings + where,
                "removed"));
    }

    private static CheckRule orphan(String kind, String table, String name, Tables tables, String what) {
        String where = " WHERE NOT EXISTS (SELECT 1 FROM " + tables.users() + " u WHERE u.id = " + table + ".user_id)";
        return new CheckRule(
                kind,
                table,
                "SELECT user_id, " + name + " FROM " + table + where,
                what + " of user number %1$s, who is not there",
                "DELETE FROM " + table + where,
                "removed");
    }

    private static void contacts(List<CheckRule> rules, String buddies) {
        rules.add(report(
                "empty-contact",
                buddies,
                "SELECT id, user_id FROM " + buddies + " WHERE uin = '' ORDER BY id",
                "contact number %s of user number %s has no name"));
        rules.add(report(
                "duplicate-contact",
                buddies,
                "SELECT COUNT(*), user_id, MIN(uin) FROM " + buddies
                        + " GROUP BY user_id, LOWER(uin) HAVING COUNT(*) > 1",
                "%s contacts of user number %s have the name \"%s\", or differ from it only by case"));
        String flags = " WHERE (flags & 14) <> flags";
        rules.add(new CheckRule(
                "flags",
                buddies,
                "SELECT uin, user_id, flags FROM " + buddies + flags,
                "contact \"%s\" of user number %s has the flags %s, of which only 2, 4 and 8 mean something",
                "UPDATE " + buddies + " SET flags = flags & 14" + flags,
                "the others cleared"));
        String words = " WHERE subscription NOT IN " + WORDS;
        rules.add(new CheckRule(
                "subscription",
                buddies,
                "SELECT uin, user_id, subscription FROM " + buddies + words,
                "contact \"%s\" of user number %s has the subscription \"%s\"",
                "UPDATE " + buddies + " SET subscription = 'ask'" + words,
                "set to \"ask\", as it was read"));
    }

    private static void settings(List<CheckRule> rules, String settings) {
        String notSwitch = " WHERE var IN " + SWITCHES + " AND type <> 4";
        rules.add(new CheckRule(
                "setting-type",
                settings,
                "SELECT var, user_id, type FROM " + settings + notSwitch,
                "setting \"%s\" of user number %s has type %s",
                "UPDATE " + settings + " SET type = 4" + notSwitch,
                "set to 4"));
        types(rules, settings, "user_id", "user");
        String notBoolean = " WHERE type = 4 AND value NOT IN ('0', '1')";
        rules.add(new CheckRule(
                "setting-value",
                settings,
                "SELECT var, user_id FROM " + settings + notBoolean,
                "setting \"%s\" of user number %s is neither 0 nor 1",
                "UPDATE " + settings
                        + " SET value = CASE WHEN LOWER(value) IN ('true', 'yes', 'on') THEN '1' ELSE '0' END"
                        + notBoolean,
                "set to what it says, or 0"));
    }

    private static void types(List<CheckRule> rules, String settings, String owner, String whose) {
        String where = " WHERE type NOT BETWEEN 0 AND 17";
        rules.add(new CheckRule(
                "setting-type",
                settings,
                "SELECT var, " + owner + ", type FROM " + settings + where,
                "setting \"%s\" of " + whose + " number %s has type %s",
                "UPDATE " + settings + " SET type = 0" + where,
                "set to 0, unknown"));
    }

    private static void switches(List<CheckRule> rules, String users) {
        for (String column : List.of("vip", "online")) {
            String where = " WHERE " + column + " NOT IN (0, 1)";
            rules.add(new CheckRule(
                    column,
                    users,
                    "SELECT jid, " + column + " FROM " + users + where,
                    column + " of %s is %s",
                    "UPDATE " + users + " SET " + column + " = 1" + where,
                    "set to 1, as it was read"));
        }
    }

    private static CheckRule report(String kind, String table, String query, String sentence) {
        return new CheckRule(kind, table, query, sentence, null, "");
    }
}
