package org.libtransport.roster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.libtransport.storage.BuddyRecord;
import org.libtransport.xmpp.jid.InvalidJidException;
import org.libtransport.xmpp.jid.Jid;

/** Names of the other network become addresses and are found behind them again. */
class ContactAddressesTest {

    private static final Jid TRANSPORT = Jid.parse("net.example");
    private static final int NAMES = 20_000;

    private final ContactAddresses escaping = new ContactAddresses(TRANSPORT, () -> true);
    private final ContactAddresses plain = new ContactAddresses(TRANSPORT, () -> false);

    @Test
    void any_escaped_name_that_has_an_address_is_found_behind_it_but_for_its_case() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int possible = 0;
        for (int i = 0; i < NAMES; i++) {
            String name = name(random, "abcXYZ019._-+@ \"&'/:<>\\2f5c40");
            // What reads as the old form of an address is known by its address only.
            boolean ambiguous = name.indexOf('%') >= 0;
            Jid address = addressOf(escaping, name);
            if (address == null || ambiguous) {
                continue;
            }
            possible++;
            assertThat(escaping.nameOf(address))
                    .as("seed %d, name '%s', address %s", seed, name, address)
                    .isEqualTo(name.toLowerCase(Locale.ROOT));
            assertThat(address.resource()).isEqualTo("bot");
            assertThat(address.domain()).isEqualTo("net.example");
        }
        assertThat(possible).as("seed %d", seed).isGreaterThan(NAMES / 2);
    }

    @Test
    void any_plain_name_that_has_an_address_is_found_behind_it_but_for_its_case() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        int possible = 0;
        for (int i = 0; i < NAMES; i++) {
            String name = name(random, "abcXYZ019._-+") + (random.nextBoolean() ? "@irc.example" : "");
            Jid address = addressOf(plain, name);
            if (address != null) {
                possible++;
                assertThat(plain.nameOf(address))
                        .as("seed %d, name '%s', address %s", seed, name, address)
                        .isEqualTo(name.toLowerCase(Locale.ROOT));
            }
        }
        assertThat(possible).as("seed %d", seed).isGreaterThan(NAMES / 2);
    }

    @Test
    void any_contact_is_found_by_its_own_address_whatever_its_name_reads_like() {
        long seed = System.nanoTime();
        Random random = new Random(seed);
        for (int i = 0; i < NAMES / 10; i++) {
            boolean escaped = random.nextBoolean();
            ContactAddresses addresses = escaped ? escaping : plain;
            String name = name(random, "ab%@\\2f40");
            Roster roster = new Roster(
                    Jid.parse("romeo@montague.example"),
                    addresses,
                    new NoStore(),
                    new NoSync(),
                    stanza -> {},
                    null,
                    () -> false);
            int flags = escaped ? BuddyRecord.FLAG_JID_ESCAPING : 0;
            roster.load(java.util.List.of(new BuddyRecord(name, true, "", java.util.List.of(), flags, "")));
            for (Buddy buddy : roster.buddies()) {
                assertThat(roster.nameOf(buddy.jid().bare()))
                        .as("seed %d, name '%s', address %s", seed, name, buddy.jid())
                        .isEqualTo(name);
            }
        }
    }

    @Test
    void an_address_in_either_form_names_the_same_person() {
        assertThat(escaping.nameOf(Jid.parse("juliet\\40irc.example@net.example")))
                .isEqualTo("juliet@irc.example");
        assertThat(escaping.nameOf(Jid.parse("juliet%irc.example@net.example"))).isEqualTo("juliet@irc.example");
        assertThat(escaping.nameOf(Jid.parse("a%b%c@net.example/x"))).isEqualTo("a%b@c");
    }

    @Test
    void the_form_of_an_address_decides_the_form_of_the_contact() {
        assertThat(plain.flagsOf(Jid.parse("juliet\\40irc@net.example"))).isEqualTo(BuddyRecord.FLAG_JID_ESCAPING);
        assertThat(escaping.flagsOf(Jid.parse("juliet%irc@net.example"))).isZero();
    }

    @Test
    void the_transport_itself_is_nobody() {
        assertThatThrownBy(() -> escaping.nameOf(TRANSPORT)).isInstanceOf(InvalidJidException.class);
    }

    private static Jid addressOf(ContactAddresses addresses, String name) {
        try {
            return addresses.stranger(name);
        } catch (InvalidJidException e) {
            return null;
        }
    }

    private static String name(Random random, String alphabet) {
        StringBuilder name = new StringBuilder();
        for (int left = 1 + random.nextInt(12); left > 0; left--) {
            name.append(alphabet.charAt(random.nextInt(alphabet.length())));
        }
        return name.toString();
    }

    private static final class NoStore implements RosterStore {
        @Override
        public void put(BuddyRecord buddy) {}

        @Override
        public void remove(String name) {}
    }

    private static final class NoSync implements RosterSync {
        @Override
        public void reciprocate(Buddy buddy) {}

        @Override
        public void added(Buddy buddy) {}

        @Override
        public void renamed(Buddy buddy) {}

        @Override
        public void removed(Buddy buddy) {}

        @Override
        public void close() {}
    }
}
