package org.libtransport.launcher.console;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import org.libtransport.protocol.Wire.WrapperMessage.Type;

/** What one can type, but for what is about the console itself. */
final class Commands {

    static final String HELP = """
            login [NAME [PASSWORD]]        log in; without arguments as --user and --password say
            logout                         log out
            say CONTACT|ROOM TEXT          send a message
            typing|paused|stopped CONTACT  tell a contact what you do
            nudge CONTACT [TEXT]           ask for attention
            status WORD [TEXT]             online, chat, away, xa, dnd, invisible, offline
            add CONTACT [NAME [GROUP]]     add a contact or rename it
            remove CONTACT                 remove it
            block|unblock CONTACT
            vcard CONTACT                  ask for its vCard
            join ROOM NICKNAME [PASSWORD]  enter a room
            leave ROOM
            subject ROOM TEXT              set its subject
            describe NICKNAME [FILE]       set your own vCard; FILE is a picture
            xml TEXT                       send RAW_XML
            frame TYPE [FIELDS]            send any frame: frame TYPE_WORD field: "text" other: 1
            ping                           send PING
            wait EVENT [SECONDS]           go on when that has come (10 s unless given); "wait x" lists the events
            help, quit
            What has blanks stands in double quotes: say "my friend" how are you""";

    private final Person person;
    private final String name;
    private final String password;

    Commands(Person person, String name, String password) {
        this.person = person;
        this.name = name;
        this.password = password;
    }

    /** Does it, and says what there is to know; empty if nothing. */
    String obey(String command, Words words) throws MisspokenException {
        switch (command) {
            case "", "#" -> words.rest();
            case "login" -> login(words);
            case "logout" -> person.logout();
            case "say" -> {
                return person.say(words.need("a contact or room"), text(words));
            }
            case "typing" -> person.typing(Type.TYPE_BUDDY_TYPING, words.need("a contact"));
            case "paused" -> person.typing(Type.TYPE_BUDDY_TYPED, words.need("a contact"));
            case "stopped" -> person.typing(Type.TYPE_BUDDY_STOPPED_TYPING, words.need("a contact"));
            case "nudge" -> person.nudge(words.need("a contact"), words.rest());
            case "status" -> person.setStatus(words.need("a status"), words.rest());
            case "add" -> add(words);
            case "remove" -> person.remove(words.need("a contact"));
            case "block" -> person.block(words.need("a contact"), true);
            case "unblock" -> person.block(words.need("a contact"), false);
            case "vcard" -> person.askForVCard(words.need("a contact"));
            case "join" -> person.join(words.need("a room"), words.need("a nickname"), words.next());
            case "leave" -> person.leave(words.need("a room"));
            case "subject" -> person.setSubject(words.need("a room"), words.rest());
            case "describe" -> describe(words);
            case "frame" -> {
                Type type = RawFrames.type(words.need("the type of a frame"));
                person.sendFrame(type, RawFrames.content(type, words.rest()));
            }
            case "xml" -> person.xml(text(words));
            default -> throw new MisspokenException("there is no command " + command + "; see help");
        }
        return "";
    }

    private static String text(Words words) throws MisspokenException {
        if (words.isEmpty()) {
            throw new MisspokenException("a text is missing; see help");
        }
        return words.rest();
    }

    private void describe(Words words) throws MisspokenException {
        String nickname = words.need("a nickname");
        String file = words.rest();
        try {
            person.describe(nickname, file.isEmpty() ? new byte[0] : Files.readAllBytes(Path.of(file)));
        } catch (IOException | InvalidPathException e) {
            throw new MisspokenException(file + " cannot be read");
        }
    }

    private void login(Words words) {
        String given = words.next();
        String secret = words.next();
        person.login(given.isEmpty() ? name : given, secret.isEmpty() ? password : secret);
    }

    private void add(Words words) throws MisspokenException {
        String contact = words.need("a contact");
        String alias = words.next();
        String group = words.next();
        person.add(contact, alias, group.isEmpty() ? null : group);
    }
}
