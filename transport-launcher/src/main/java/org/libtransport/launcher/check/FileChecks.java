package org.libtransport.launcher.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.libtransport.config.Config;
import org.libtransport.config.Option;
import org.libtransport.config.Options;

/** The files and directories of a transport, for the user that it runs as. */
final class FileChecks {

    private final Config config;
    private final String user;
    private final String group;
    private final List<Finding> findings = new ArrayList<>();

    FileChecks(Config config) {
        this.config = config;
        this.user = config.get(Options.SERVICE_USER);
        this.group = config.get(Options.SERVICE_GROUP);
    }

    List<Finding> look() {
        configFile();
        account();
        directory("working directory", config.get(Options.SERVICE_WORKING_DIR), Options.SERVICE_WORKING_DIR, true);
        fileIn("pid file", Options.SERVICE_PIDFILE);
        fileIn("port file", Options.SERVICE_PORTFILE);
        readable("logging", Options.LOGGING_CONFIG);
        readable("logging of backends", Options.LOGGING_BACKEND_CONFIG);
        return findings;
    }

    private void configFile() {
        Path file = Path.of(config.source());
        boolean secrets = Options.ALL.stream()
                .anyMatch(option -> option.secret()
                        && config.isSet(option)
                        && !config.origin(option).toString().equals("command line"));
        try {
            Set<PosixFilePermission> permissions = Files.getPosixFilePermissions(file);
            if (secrets && permissions.contains(PosixFilePermission.OTHERS_READ)) {
                findings.add(Finding.warn(
                        "config file",
                        "everybody on this machine can read the passwords in " + file,
                        "chmod 640 " + file + ", and give it to the group of the transport"));
            } else {
                findings.add(Finding.ok("config file", file + " has no mistakes"));
            }
        } catch (IOException | UnsupportedOperationException e) {
            findings.add(Finding.ok("config file", file + " has no mistakes"));
        }
    }

    private void account() {
        if (user.isEmpty() != group.isEmpty()) {
            findings.add(Finding.fail(
                    "user",
                    "only one of service.user and service.group is set",
                    "set both, or neither to run as whoever starts the transport"));
            return;
        }
        if (user.isEmpty()) {
            return;
        }
        var names = Path.of("/").getFileSystem().getUserPrincipalLookupService();
        try {
            names.lookupPrincipalByName(user);
        } catch (IOException e) {
            findings.add(Finding.fail(
                    "user",
                    "there is no user " + user,
                    "adduser --system --group " + user + ", or change service.user"));
        }
        try {
            names.lookupPrincipalByGroupName(group);
        } catch (IOException e) {
            findings.add(Finding.fail(
                    "user", "there is no group " + group, "addgroup --system " + group + ", or change service.group"));
        }
    }

    private void fileIn(String what, Option<Path> option) {
        Path directory = config.get(option).toAbsolutePath().getParent();
        if (directory != null) {
            directory(what, directory, option, config.isSet(option));
        }
    }

    private void directory(String what, Path wanted, Option<Path> option, boolean needed) {
        Path path = wanted.toAbsolutePath();
        Path there = Premises.existing(path);
        if (Files.isDirectory(there) && mayWrite(there, !there.equals(path))) {
            findings.add(Finding.ok(what, path + (there.equals(path) ? " can be written to" : " will be made")));
            return;
        }
        String who = user.isEmpty() ? "this user" : user;
        String text = Files.isDirectory(there) ? there + " cannot be written to by " + who : there + " is no directory";
        String cure = Files.isDirectory(there)
                ? "mkdir -p " + path + " and chown it to " + (user.isEmpty() ? "that user" : user + ":" + group)
                        + ", or change " + option
                : "change " + option;
        findings.add(needed ? Finding.fail(what, text, cure) : Finding.warn(what, text, cure));
    }

    /** For the user that the transport will be, who need not be the one who looks. */
    private boolean mayWrite(Path directory, boolean toMakeMore) {
        // What is missing is made before the transport becomes this user.
        if (user.isEmpty() || (toMakeMore && "root".equals(System.getProperty("user.name")))) {
            return Files.isWritable(directory);
        }
        try {
            PosixFileAttributes attributes = Files.readAttributes(directory, PosixFileAttributes.class);
            Set<PosixFilePermission> permissions = attributes.permissions();
            if (attributes.owner().getName().equals(user)) {
                return permissions.contains(PosixFilePermission.OWNER_WRITE);
            }
            return attributes.group().getName().equals(group) && permissions.contains(PosixFilePermission.GROUP_WRITE)
                    || permissions.contains(PosixFilePermission.OTHERS_WRITE);
        } catch (IOException | UnsupportedOperationException e) {
            return Files.isWritable(directory);
        }
    }

    private void readable(String what, Option<String> option) {
        String name = config.get(option);
        if (name.isEmpty()) {
            return;
        }
        if (Files.isReadable(Path.of(name))) {
            findings.add(Finding.ok(what, name + " can be read"));
        } else {
            findings.add(Finding.fail(
                    what, name + " cannot be read", "make it readable, or remove " + option + " for a plain console"));
        }
    }
}
