package org.libtransport.examples.echo;

import java.util.HashMap;
import java.util.Map;
import org.libtransport.plugin.Availability;
import org.libtransport.plugin.Contact;
import org.libtransport.plugin.SessionEvents;

/** One user's contact list. A real network would keep it; this one forgets it with the session. */
final class EchoContacts {

    private final SessionEvents events;
    private final Map<String, Contact> contacts = new HashMap<>();

    EchoContacts(SessionEvents events) {
        this.events = events;
    }

    /** Reports "echo", "mirror" and so many nameless ones that there are {@code count}. */
    void begin(int count) {
        report(online("echo").alias("Echo").build());
        if (count > 1) {
            Contact.Builder mirror = Contact.builder("mirror").alias("Mirror");
            report(mirror.availability(Availability.AWAY).build());
        }
        for (int i = 2; i < count; i++) {
            report(online("contact" + i).build());
        }
    }

    /** The user added or changed a contact: everybody is online here. */
    void put(Contact contact) {
        report(contact.toBuilder().availability(Availability.ONLINE).build());
    }

    void remove(String name) {
        contacts.remove(name);
        events.contactRemoved(name);
    }

    void block(String name, boolean blocked) {
        Contact contact = contacts.getOrDefault(name, online(name).build());
        report(contact.toBuilder().blocked(blocked).build());
    }

    private void report(Contact contact) {
        contacts.put(contact.name(), contact);
        events.contactChanged(contact);
    }

    private static Contact.Builder online(String name) {
        return Contact.builder(name).availability(Availability.ONLINE);
    }
}
