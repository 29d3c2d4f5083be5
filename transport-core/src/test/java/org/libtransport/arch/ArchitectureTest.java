package org.libtransport.arch;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackages;
import static com.tngtech.archunit.lang.conditions.ArchPredicates.are;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.fields;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.methods;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaCodeUnit;
import com.tngtech.archunit.core.domain.JavaModifier;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import java.util.stream.Stream;

/** Which room may know which, and what only some rooms may use. {@code docs/architecture.md} tells why. */
@AnalyzeClasses(packages = "org.libtransport", importOptions = ImportOption.DoNotIncludeTests.class)
final class ArchitectureTest {

    private static final String B = "org.libtransport.";

    /** Rooms that know nothing of ours, or only each other as named here. */
    @ArchTest
    static final ArchRule addresses_know_nothing_else = onlyKnows("xmpp.jid..");

    @ArchTest
    static final ArchRule xml_knows_nothing_else = onlyKnows("xmpp.xml..");

    @ArchTest
    static final ArchRule failures_know_nothing_else = onlyKnows("failure..");

    @ArchTest
    static final ArchRule texts_know_nothing_else = onlyKnows("text..");

    @ArchTest
    static final ArchRule metrics_know_nothing_else = onlyKnows("metrics..");

    @ArchTest
    static final ArchRule loops_know_nothing_else = onlyKnows("concurrent..");

    @ArchTest
    static final ArchRule options_know_addresses_only = onlyKnows("config..", "xmpp.jid..");

    @ArchTest
    static final ArchRule stanzas_know_addresses_and_xml =
            onlyKnows("xmpp.stanza..", "xmpp.jid..", "xmpp.xml..", "concurrent..");

    @ArchTest
    static final ArchRule streams_know_stanzas_and_xml =
            onlyKnows("xmpp.stream..", "xmpp.jid..", "xmpp.xml..", "xmpp.stanza..", "concurrent..");

    @ArchTest
    static final ArchRule the_port_to_xmpp_knows_stanzas_only =
            onlyKnows("frontend..", "xmpp.jid..", "xmpp.stanza..", "xmpp.xml..");

    @ArchTest
    static final ArchRule storage_knows_no_xmpp = onlyKnows("storage..", "concurrent..", "metrics..");

    @ArchTest
    static final ArchRule presence_knows_stanzas_only =
            onlyKnows("presence..", "protocol..", "xmpp.jid..", "xmpp.stanza..", "xmpp.xml..");

    @ArchTest
    static final ArchRule rosters_know_no_user = onlyKnows(
            "roster..",
            "concurrent..",
            "presence..",
            "protocol..",
            "storage..",
            "xmpp.jid..",
            "xmpp.stanza..",
            "xmpp.xml..");

    @ArchTest
    static final ArchRule talks_know_no_user = onlyKnows(
            "conversation..",
            "backend..",
            "concurrent..",
            "metrics..",
            "protocol..",
            "roster..",
            "presence..",
            "xmpp.jid..",
            "xmpp.stanza..",
            "xmpp.xml..");

    @ArchTest
    static final ArchRule raw_stanzas_know_no_user = onlyKnows(
            "rawxml..",
            "concurrent..",
            "conversation..",
            "metrics..",
            "roster..",
            "xmpp.jid..",
            "xmpp.stanza..",
            "xmpp.xml..");

    @ArchTest
    static final ArchRule vcards_know_no_user = onlyKnows(
            "vcard..",
            "concurrent..",
            "protocol..",
            "xmpp.feature.vcard..",
            "xmpp.jid..",
            "xmpp.stanza..",
            "xmpp.xml..");

    @ArchTest
    static final ArchRule chat_rooms_know_no_user = onlyKnows(
            "room..",
            "backend..",
            "concurrent..",
            "conversation..",
            "metrics..",
            "presence..",
            "protocol..",
            "xmpp.jid..",
            "xmpp.stanza..",
            "xmpp.xml..");

    /** So that it can become an artifact of its own without a new name. */
    @ArchTest
    static final ArchRule what_backend_authors_see_knows_the_protocol_only = onlyKnows("plugin..", "protocol..");

    /** But for what XML is, which some backends speak. */
    @ArchTest
    static final ArchRule backends_know_no_xmpp = onlyKnows(
            "backend..", "concurrent..", "failure..", "metrics..", "plugin..", "protocol..", "tls..", "xmpp.xml..");

    @ArchTest
    static final ArchRule tls_knows_nothing_else = onlyKnows("tls..");

    @ArchTest
    static final ArchRule who_connects_is_found_without_backends = onlyKnows("backend.peer..", "concurrent..");

    @ArchTest
    static final ArchRule xmpp_knows_no_users = noClasses()
            .that()
            .resideInAPackage(B + "xmpp..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(
                    B + "user..",
                    B + "backend..",
                    B + "storage..",
                    B + "roster..",
                    B + "conversation..",
                    B + "presence..",
                    B + "plugin..");

    @ArchTest
    static final ArchRule features_know_no_front_door = noClasses()
            .that()
            .resideInAPackage(B + "xmpp.feature..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(B + "xmpp.component..", B + "xmpp.server..", B + "xmpp.stream..", B + "frontend..");

    @ArchTest
    static final ArchRule users_know_no_front_door = noClasses()
            .that()
            .resideInAPackage(B + "user..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage(B + "xmpp.component..", B + "xmpp.server..", B + "xmpp.stream..", B + "plugin..");

    @ArchTest
    static final ArchRule the_two_front_doors_do_not_know_each_other = noClasses()
            .that()
            .resideInAPackage(B + "xmpp.component..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(B + "xmpp.server..");

    @ArchTest
    static final ArchRule nothing_knows_the_wiring = noClasses()
            .that()
            .resideInAPackage(B + "*..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.libtransport");

    @ArchTest
    static final ArchRule rooms_do_not_know_each_other_in_circles =
            slices().assignedFrom(new Rooms()).should().beFreeOfCycles();

    @ArchTest
    static final ArchRule internal_classes_are_used_by_their_own_room_only = noClasses()
            .that()
            .resideOutsideOfPackage(B + "plugin..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage(B + "plugin.internal..");

    @ArchTest
    static final ArchRule channels_are_for_those_who_hold_a_socket = noClasses()
            .that(are(resideOutsideOfPackages(
                    B + "xmpp.component..",
                    B + "xmpp.server..",
                    B + "xmpp.stream..",
                    B + "backend..",
                    B + "plugin.internal..",
                    B + "tls..",
                    B + "concurrent..",
                    B + "protocol..")))
            .should()
            .dependOnClassesThat(are(resideInAPackage("io.netty..")
                    .and(resideOutsideOfPackages("io.netty.buffer..", "io.netty.util.."))));

    @ArchTest
    static final ArchRule guava_is_not_part_of_a_signature = methods()
            .that()
            .areDeclaredInClassesThat()
            .resideInAPackage("org.libtransport..")
            .and()
            .arePublic()
            .or()
            .areProtected()
            .should(nameNothingOf("com.google.common"));

    @ArchTest
    static final ArchRule only_a_few_rooms_make_threads = noClasses()
            .that(are(resideOutsideOfPackages(B + "concurrent..", B + "storage..", B + "plugin..", B + "backend..")))
            .should()
            .callConstructor(Thread.class, Runnable.class)
            .orShould()
            .callConstructor(Thread.class, Runnable.class, String.class)
            .orShould()
            .dependOnClassesThat()
            .haveFullyQualifiedName("java.util.concurrent.Executors");

    @ArchTest
    static final ArchRule nobody_sleeps_or_reads_the_wall_clock = noClasses()
            .that(are(resideOutsideOfPackages(B + "concurrent..", B + "storage..", B + "plugin.internal..")))
            .should()
            .callMethod(Thread.class, "sleep", long.class)
            .orShould()
            .callMethod(System.class, "currentTimeMillis");

    /** Only the main method of a program that a backend's author makes of a plugin speaks to a terminal. */
    @ArchTest
    static final ArchRule everything_is_logged_through_slf4j = noClasses()
            .that()
            .doNotHaveFullyQualifiedName(B + "plugin.PluginRunner")
            .should()
            .dependOnClassesThat(are(resideInAnyPackage("java.util.logging..", "ch.qos.logback..")))
            .orShould()
            .accessField(System.class, "out")
            .orShould()
            .accessField(System.class, "err");

    @ArchTest
    static final ArchRule no_state_is_static = fields().that()
            .areDeclaredInClassesThat(are(resideOutsideOfPackages(B + "protocol..")))
            .and()
            .areStatic()
            .should()
            .beFinal();

    @ArchTest
    static final ArchRule loggers_are_private = fields().that()
            .haveRawType("org.slf4j.Logger")
            .should()
            .bePrivate()
            .andShould()
            .beFinal();

    private ArchitectureTest() {}

    /** Classes of the room depend on nothing of ours but the room itself, texts and these others. */
    private static ArchRule onlyKnows(String room, String... others) {
        String[] allowed = Stream.concat(Stream.of(room, "text.."), Stream.of(others))
                .map(B::concat)
                .toArray(String[]::new);
        return classes()
                .that()
                .resideInAPackage(B + room)
                .should()
                .onlyDependOnClassesThat(are(resideOutsideOfPackages("org.libtransport..")
                        .or(resideInAnyPackage(allowed))
                        .as("of Java, libraries or " + String.join(", ", allowed))));
    }

    private static ArchCondition<JavaCodeUnit> nameNothingOf(String library) {
        DescribedPredicate<JavaClass> foreign = resideInAPackage(library + "..");
        return new ArchCondition<>("name nothing of " + library) {
            @Override
            public void check(JavaCodeUnit method, ConditionEvents events) {
                if (!method.getOwner().getModifiers().contains(JavaModifier.PUBLIC)) {
                    return;
                }
                Stream.concat(Stream.of(method.getRawReturnType()), method.getRawParameterTypes().stream())
                        .filter(foreign)
                        .forEach(type -> events.add(SimpleConditionEvent.violated(
                                method, method.getFullName() + " names " + type.getName())));
            }
        };
    }

    /** The top-level packages, and those of {@code xmpp} each for itself. */
    private static final class Rooms implements SliceAssignment {

        @Override
        public SliceIdentifier getIdentifierOf(JavaClass type) {
            if (!type.getPackageName().startsWith(B)) {
                return SliceIdentifier.ignore();
            }
            String[] parts = type.getPackageName().substring(B.length()).split("\\.", -1);
            return parts[0].equals("xmpp") ? SliceIdentifier.of(parts[0], parts[1]) : SliceIdentifier.of(parts[0]);
        }

        @Override
        public String getDescription() {
            return "rooms";
        }
    }
}
