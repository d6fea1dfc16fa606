-- A history as a later version might write it that only added to version 2: a column, a table,
-- a pattern, codes, a setting; and of two lifts one that makes no sense to this version.
PRAGMA application_id = 1953066083;
PRAGMA user_version = 65540; -- tables of version 4, for programs of version 1 or later
BEGIN TRANSACTION;
CREATE TABLE lift (
            session INTEGER NOT NULL REFERENCES session (number) ON DELETE CASCADE,
            person INTEGER NOT NULL,
            number INTEGER NOT NULL,
            view TEXT NOT NULL,
            document TEXT NOT NULL,
            curves TEXT NOT NULL,
            side TEXT,
            PRIMARY KEY (session, person, number)
        );
INSERT INTO "lift" VALUES(1,1,1,'{"label":"above","yaw_deg":8.0}','{"lift":1,"start_s":10.0,"grasp_s":10.7,"upright_s":11.6,"end_s":11.967,"load":{"held":true,"probability":0.9,"source":"scale"},"measures":{"trunk_flexion_deg":47.8,"knee_flexion_deg":0.4,"stoop_squat_index":50.0,"trunk_rotation_deg":8.0,"load_distance_m":0.4,"load_distance_ratio":0.4},"findings":[{"pattern":"twist_with_load","verdict":"not_judged","start_s":null,"end_s":null,"measured":null,"limit":25.0,"unit":"deg","confidence":0.0,"reason":"mirror_image"},{"pattern":"jerk","verdict":"fout","start_s":10.1,"end_s":10.4,"measured":12.5,"limit":9.0,"unit":"m/s","confidence":0.7,"reason":null},{"pattern":"load_far","verdict":"goed","start_s":null,"end_s":null,"measured":0.31,"limit":0.45,"unit":"m","confidence":0.8,"reason":null}],"cue":{"code":"breathe_out","text":"Mooi getild, ga zo door."}}','{"time_s": [10.0, 10.03, 10.07], "trunk_flexion_deg": [0.0, 1.0, 2.0], "knee_flexion_deg": [0.4, 0.4, 0.4], "trunk_rotation_deg": [8.0, 8.0, 8.0], "load_distance_ratio": [0.4, 0.4, 0.4], "grip_height_ratio": [0.1, 0.2, 0.3]}','left');
INSERT INTO "lift" VALUES(1,1,2,'{"label":"side","yaw_deg":8.0}','{"lift":2,"start_s":20.0,"grasp_s":20.7,"upright_s":21.6,"end_s":21.967,"load":{"held":true,"probability":0.9,"source":"auto"},"measures":{"trunk_flexion_deg":47.8,"knee_flexion_deg":0.4,"stoop_squat_index":50.0,"trunk_rotation_deg":8.0,"load_distance_m":0.4,"load_distance_ratio":0.4},"findings":[{"pattern":"straight_legs","verdict":"perhaps","start_s":null,"end_s":null,"measured":50.0,"limit":75.0,"unit":"index","confidence":0.9,"reason":null},{"pattern":"twist_with_load","verdict":"not_judged","start_s":null,"end_s":null,"measured":null,"limit":25.0,"unit":"deg","confidence":0.0,"reason":"view_side"},{"pattern":"load_far","verdict":"goed","start_s":null,"end_s":null,"measured":0.31,"limit":0.45,"unit":"m","confidence":0.8,"reason":null}],"cue":{"code":"well_done","text":"Mooi getild, ga zo door."}}','{"time_s": [20.0, 20.03, 20.07], "trunk_flexion_deg": [0.0, 1.0, 2.0], "knee_flexion_deg": [0.4, 0.4, 0.4], "trunk_rotation_deg": [8.0, 8.0, 8.0], "load_distance_ratio": [0.4, 0.4, 0.4], "grip_height_ratio": [0.1, 0.2, 0.3]}','left');
CREATE TABLE profile (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            name TEXT NOT NULL COLLATE NOCASE UNIQUE,
            lifts_per_week INTEGER,
            settings TEXT NOT NULL DEFAULT '{}'
        );
INSERT INTO "profile" VALUES(1,'',NULL,'{}');
INSERT INTO "profile" VALUES(2,'Anna',30,'{"height_cm": 168.0, "voice": "Eva", "limits": {"stoop_squat_index": 60.0, "jerk": 9.0}}');
CREATE TABLE session (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            profile INTEGER NOT NULL REFERENCES profile (number) ON DELETE CASCADE,
            started_at TEXT NOT NULL,
            note TEXT NOT NULL DEFAULT '',
            document TEXT NOT NULL,
            mood TEXT DEFAULT 'fine',
            pain_before INTEGER,
            pain_after INTEGER,
            effort_before INTEGER,
            effort_after INTEGER
        );
INSERT INTO "session" VALUES(1,1,'2026-03-02T09:30:00+01:00','Eerste keer, ging goed.','{"schema":1,"tilcoach":"0.1.0","source":{"name":"film.mp4","sha256":"abababababababababababababababababababababababababababababababab","duration_s":12.0,"frame_rate_hz":30.0,"width_px":640,"height_px":480,"frames":360,"frames_without_person":0},"model":{"name":"no_model","sha256":"efefefefefefefefefefefefefefefefefefefefefefefefefefefefefefefef"},"settings":{"load":"auto","height_cm":null,"limits":{"stoop_squat_index":75.0,"stoop_squat_index_margin":4.0,"stoop_squat_index_uncertainty":6.5,"trunk_flexion_deg":40.0,"trunk_flexion_deg_uncertainty":7.0,"knee_flexion_deg":60.0,"trunk_rotation_deg":25.0,"trunk_rotation_deg_margin":6.0,"trunk_rotation_deg_uncertainty":8.0,"load_distance_ratio":0.29,"load_distance_ratio_margin":0.025,"load_distance_ratio_uncertainty":0.032,"load_probability":0.65,"visible_share":0.6},"language":"nl","load_kg":null,"persons":1},"people":[{"person":1,"view":{"label":"side","yaw_deg":8.0},"lifts":[],"bends":[]}],"warnings":[{"code":"snow","text":"Sneeuw in beeld.","person":null}]}','good',3,NULL,NULL,NULL);
CREATE TABLE plan (
            number INTEGER PRIMARY KEY AUTOINCREMENT,
            profile INTEGER NOT NULL REFERENCES profile (number) ON DELETE CASCADE,
            code TEXT NOT NULL,
            opened_on TEXT NOT NULL,
            followed INTEGER NOT NULL,
            document TEXT NOT NULL,
            results TEXT,
            mood TEXT,
            UNIQUE (profile, code)
        );
INSERT INTO plan VALUES (1,1,'ab','2026-03-02',1,'{"code":"ab","breathing":"slow"}',NULL,NULL);
CREATE TABLE exercise (number INTEGER PRIMARY KEY, document TEXT NOT NULL);
CREATE INDEX session_of_profile ON session (profile);
DELETE FROM "sqlite_sequence";
INSERT INTO "sqlite_sequence" VALUES('profile',2);
INSERT INTO "sqlite_sequence" VALUES('session',1);
COMMIT;
