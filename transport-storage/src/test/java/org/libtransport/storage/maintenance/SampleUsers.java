package org.libtransport.storage.maintenance;

import java.util.ArrayList;
import java.util.List;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.storage.Change;
import org.libtransport.storage.Registration;
import org.libtransport.storage.Setting;
import org.libtransport.storage.Store;
import org.libtransport.storage.UserRecord;
import org.libtransport.storage.sql.DatabaseSettings;
import org.libtransport.storage.sql.SqlStores;

/** Many users with contacts and settings, with texts that are hard to carry. */
final class SampleUsers {

    private static final int AT_ONCE = 1_000;

    private SampleUsers() {}

    static String jid(int user) {
        return "user" + user + "@montague.example";
    }

    static String password(int user) {
        return "p\u00e4ss " + user + "' \ud83d\ude00";
    }

    /** Fills a database. */
    static void fill(DatabaseSettings settings, int users, int contacts) {
        try (Store store = SqlStores.open(settings)) {
            for (int from = 0; from < users; from += AT_ONCE) {
                List<Registration> registrations = new ArrayList<>();
                for (int user = from; user < Math.min(users, from + AT_ONCE); user++) {
                    registrations.add(new Registration(jid(user), "User " + user, password(user), "en"));
                }
                List<Change> changes = new ArrayList<>();
                for (UserRecord user : store.register(registrations)) {
                    changes.add(new Change.SetOnline(user.id(), user.id() % 2 == 0));
                    changes.add(new Change.PutSetting(user.id(), Setting.BOOKMARKS, "<storage>\n\"</storage>"));
                    for (int i = 0; i < contacts; i++) {
                        changes.add(new Change.PutBuddy(
                                user.id(),
                                new BuddyRecord(
                                        "Contact " + i,
                                        i % 2 == 0,
                                        "C\u00f8ntact \ud83d\ude00 " + i,
                                        List.of("a\\b", "\"c\""),
                                        i % 3 == 0 ? BuddyRecord.FLAG_BLOCKED : 0,
                                        i % 4 == 0 ? "da39a3ee" : "")));
                    }
                }
                store.apply(changes);
            }
        }
    }
}
