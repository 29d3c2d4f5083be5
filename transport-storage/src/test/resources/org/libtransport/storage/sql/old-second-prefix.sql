-- What a second transport of the predecessor adds to the same file: its index names are taken, so it has none.
CREATE TABLE icq_users (id INTEGER PRIMARY KEY NOT NULL, jid varchar(255) NOT NULL, uin varchar(4095) NOT NULL, password varchar(255) NOT NULL, language varchar(25) NOT NULL, encoding varchar(50) NOT NULL DEFAULT 'utf8', last_login datetime, vip int(1) NOT NULL DEFAULT '0', online int(1) NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX IF NOT EXISTS jid ON icq_users (jid);
CREATE TABLE icq_users_settings (user_id int(10) NOT NULL, var varchar(50) NOT NULL, type int(4) NOT NULL, value varchar(4095) NOT NULL, PRIMARY KEY (user_id, var));
CREATE INDEX IF NOT EXISTS user_id03 ON icq_users_settings (user_id);
CREATE TABLE icq_buddies (id INTEGER PRIMARY KEY NOT NULL, user_id int(10) NOT NULL, uin varchar(255) NOT NULL, subscription varchar(20) NOT NULL, nickname varchar(255) NOT NULL, groups varchar(255) NOT NULL, flags int(4) NOT NULL DEFAULT '0');
CREATE UNIQUE INDEX IF NOT EXISTS user_id ON icq_buddies (user_id, uin);
CREATE TABLE icq_buddies_settings (user_id int(10) NOT NULL, buddy_id int(10) NOT NULL, var varchar(50) NOT NULL, type int(4) NOT NULL, value varchar(255) NOT NULL, PRIMARY KEY (buddy_id, var));
CREATE INDEX IF NOT EXISTS user_id02 ON icq_buddies_settings (user_id);
CREATE TABLE icq_db_version (ver INTEGER NOT NULL DEFAULT '3');
REPLACE INTO icq_db_version (ver) VALUES (3);
INSERT INTO icq_users (id, jid, uin, password, language) VALUES (1, 'romeo@montague.example', '4711', 'icq password', 'en');
INSERT INTO icq_buddies VALUES (1, 1, '4712', 'both', 'Juliet', 'Verona', 0);
