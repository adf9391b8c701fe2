-- Room on each page: taking a piece of work changes nothing that is indexed, so it costs no index a new entry there.
ALTER TABLE due_work SET (fillfactor = 60);
