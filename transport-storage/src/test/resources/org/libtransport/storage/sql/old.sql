-- A file as the predecessor leaves it after some years, without a prefix.
CREATE TABLE users (id INTEGER PRIMARY KEY NOT NULL, jid varchar(255) NOT NULL, uin varchar(4095) NOT NULL, password varchar(255) NOT NULL, language varchar(25) NOT NULL, encoding varchar(50) NOT NULL DEFAULT 'utf8', last_login datetime, vip int(1) NOT NULL DEFAULT '0', online int(1) NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX IF NOT EXISTS jid ON users (jid);
CREATE TABLE users_settings (user_id int(10) NOT NULL, var varchar(50) NOT NULL, type int(4) NOT NULL, value varchar(4095) NOT NULL, PRIMARY KEY (user_id, var));
CREATE INDEX IF NOT EXISTS user_id03 ON users_settings (user_id);
CREATE TABLE buddies (id INTEGER PRIMARY KEY NOT NULL, user_id int(10) NOT NULL, uin varchar(255) NOT NULL, subscription varchar(20) NOT NULL, nickname varchar(255) NOT NULL, groups varchar(255) NOT NULL, flags int(4) NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX IF NOT EXISTS user_id ON buddies (user_id, uin);
CREATE TABLE buddies_settings (user_id int(10) NOT NULL, buddy_id int(10) NOT NULL, var varchar(50) NOT NULL, type int(4) NOT NULL, value varchar(255) NOT NULL, PRIMARY KEY (buddy_id, var));
CREATE INDEX IF NOT EXISTS user_id02 ON buddies_settings (user_id);
CREATE TABLE db_version (ver INTEGER NOT NULL DEFAULT '3');
REPLACE INTO db_version (ver) VALUES (3);
-- Two users, one of them online, and the number of one who is gone in between.
INSERT INTO users (id, jid, uin, password, language, encoding, last_login, vip, online) VALUES (1, 'romeo@montague.example', 'Romeo', 'old password', 'en', 'utf8', '2019-02-03 04:05:06', 1, 1);
INSERT INTO users (id, jid, uin, password, language, last_login) VALUES (7, 'juliet@capulet.example', '555-1234', '', '', NULL);
INSERT INTO users_settings VALUES (1, 'enable_transport', 4, '1');
INSERT INTO users_settings VALUES (1, 'stay_connected', 4, '0');
INSERT INTO users_settings VALUES (1, 'storage', 0, '<storage xmlns="storage:bookmarks"/>');
INSERT INTO users_settings VALUES (1, 'access_token', 13, 'token');
-- Settings of a user who is gone.
INSERT INTO users_settings VALUES (3, 'enable_transport', 4, '0');
-- Contacts: all subscription words, a line break at the end of the groups, flags we do not know.
INSERT INTO buddies VALUES (10, 1, 'Juliet', 'both', 'My Juliet', 'Verona' || char(10) || 'Friends', 2);
INSERT INTO buddies VALUES (11, 1, 'nurse', 'ask', '', '', 0);
INSERT INTO buddies VALUES (12, 1, 'tybalt', 'from', 'T', 'Foes' || char(10), 12);
INSERT INTO buddies VALUES (13, 1, 'paris', 'none', '', '', 64);
INSERT INTO buddies VALUES (15, 3, 'orphan', 'both', '', '', 0);
INSERT INTO buddies_settings VALUES (1, 10, 'icon_hash', 13, 'da39a3ee');
-- A setting of a contact that is gone stands before one that is needed.
INSERT INTO buddies_settings VALUES (1, 9, 'icon_hash', 13, 'of nobody');
INSERT INTO buddies_settings VALUES (1, 13, 'icon_hash', 13, '5e6b4b0d');
-- A type that means nothing, a setting of another kind, and one of another user whose number was given again.
INSERT INTO buddies_settings VALUES (1, 11, 'icon_hash', 15, 'a pointer');
INSERT INTO buddies_settings VALUES (1, 11, 'something', 4, '1');
INSERT INTO buddies_settings VALUES (3, 12, 'icon_hash', 13, 'of another user');
