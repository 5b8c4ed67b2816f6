-- The side index: what pages, search and neighbourhoods ask, derived from the articles and rebuildable.
-- Types and kinds are local names (QuadrantModel), properties and predicates prefixed ones (org:member).

CREATE TABLE meta (key TEXT PRIMARY KEY, value TEXT NOT NULL) WITHOUT ROWID;

-- Told by one article each.
CREATE TABLE article (
    id TEXT PRIMARY KEY, iri TEXT NOT NULL, title TEXT, source TEXT, author TEXT, date TEXT, url TEXT,
    name_order INTEGER NOT NULL, raw TEXT NOT NULL, clean TEXT NOT NULL, facts INTEGER NOT NULL
);
CREATE TABLE appearance (  -- an entity as an article speaks of it; aliases: JSON array, sorted
    article TEXT NOT NULL, entity TEXT NOT NULL, type TEXT NOT NULL, label TEXT NOT NULL, aliases TEXT NOT NULL,
    support INTEGER NOT NULL, confidence REAL NOT NULL, PRIMARY KEY (entity, article)
) WITHOUT ROWID;
CREATE INDEX appearance_article ON appearance (article);
CREATE TABLE told_attribute (
    article TEXT NOT NULL, entity TEXT NOT NULL, property TEXT NOT NULL, value TEXT NOT NULL, is_entity INTEGER NOT NULL,
    PRIMARY KEY (entity, property, value, article)
) WITHOUT ROWID;
CREATE INDEX told_attribute_article ON told_attribute (article);
CREATE VIEW attribute AS SELECT DISTINCT entity, property, value, is_entity FROM told_attribute;
CREATE TABLE evidence (  -- start and end: code points of the raw text; clean_quote only where it differs from quote
    iri TEXT PRIMARY KEY, fact TEXT NOT NULL, article TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL, clean_quote TEXT, paragraph INTEGER NOT NULL, number INTEGER NOT NULL, sentence TEXT NOT NULL,
    rule TEXT NOT NULL, confidence REAL NOT NULL, polarity TEXT NOT NULL, speaker TEXT
);
CREATE INDEX evidence_fact ON evidence (fact);
CREATE INDEX evidence_article ON evidence (article, start);
CREATE TABLE candidate (  -- reason is the code of one
    iri TEXT PRIMARY KEY, article TEXT NOT NULL, kind TEXT NOT NULL, start INTEGER NOT NULL, "end" INTEGER NOT NULL,
    quote TEXT NOT NULL, reason TEXT NOT NULL, rule TEXT NOT NULL
);
CREATE INDEX candidate_article ON candidate (article, start);
CREATE TABLE sentence (  -- text is the clean one
    id INTEGER PRIMARY KEY, article TEXT NOT NULL, paragraph INTEGER NOT NULL, number INTEGER NOT NULL,
    start INTEGER NOT NULL, "end" INTEGER NOT NULL, text TEXT NOT NULL
);
CREATE INDEX sentence_article ON sentence (article);
CREATE VIRTUAL TABLE sentence_bigram USING fts5 (text, content = '', prefix = '1', tokenize = 'unicode61 remove_diacritics 0');

-- Over all articles. support: pieces of evidence; confidence: the best of them.
CREATE TABLE fact (iri TEXT PRIMARY KEY, kind TEXT NOT NULL, support INTEGER NOT NULL, confidence REAL NOT NULL);
CREATE INDEX fact_kind ON fact (kind, support DESC, iri);
CREATE INDEX fact_support ON fact (support DESC, iri);
CREATE TABLE argument (
    fact TEXT NOT NULL, property TEXT NOT NULL, position INTEGER NOT NULL, value TEXT NOT NULL, is_entity INTEGER NOT NULL,
    PRIMARY KEY (fact, position)
) WITHOUT ROWID;
CREATE INDEX argument_value ON argument (value);
CREATE TABLE edge (  -- plain triples between entities; support counts asserting evidence only
    source TEXT NOT NULL, predicate TEXT NOT NULL, target TEXT NOT NULL, fact TEXT NOT NULL, confidence REAL NOT NULL,
    support INTEGER NOT NULL, PRIMARY KEY (fact, source, predicate, target)
) WITHOUT ROWID;
CREATE INDEX edge_source ON edge (source, support DESC, target);
CREATE INDEX edge_target ON edge (target, support DESC, source);
CREATE TABLE entity (  -- aliases: JSON array, sorted
    iri TEXT PRIMARY KEY, type TEXT NOT NULL, label TEXT NOT NULL, aliases TEXT NOT NULL, support INTEGER NOT NULL,
    articles INTEGER NOT NULL, confidence REAL NOT NULL
);
CREATE INDEX entity_type ON entity (type, support DESC, iri);
CREATE INDEX entity_support ON entity (support DESC, iri);
CREATE TABLE name (
    id INTEGER PRIMARY KEY, entity TEXT NOT NULL, text TEXT NOT NULL, normalised TEXT NOT NULL,
    pinyin TEXT NOT NULL, initials TEXT NOT NULL, UNIQUE (entity, text)
);
CREATE INDEX name_normalised ON name (normalised);
CREATE VIRTUAL TABLE name_bigram USING fts5 (
    text, pinyin, initials, content = '', prefix = '1 2 3', tokenize = 'unicode61 remove_diacritics 0'
);

-- What the writer remembers: who is in, what each calls things, and who was being written when a process died.
CREATE TABLE member (article TEXT PRIMARY KEY, key TEXT NOT NULL) WITHOUT ROWID;
CREATE TABLE naming (
    article TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, block TEXT NOT NULL,
    aliases TEXT NOT NULL, anchors TEXT NOT NULL, known_as TEXT NOT NULL, PRIMARY KEY (type, block, article, name)
) WITHOUT ROWID;
CREATE INDEX naming_article ON naming (article);
CREATE INDEX naming_anchored ON naming (type, block) WHERE anchors <> '[]';
CREATE TABLE short_form (
    article TEXT NOT NULL, type TEXT NOT NULL, alias TEXT NOT NULL, name TEXT NOT NULL,
    PRIMARY KEY (type, alias, name, article)
) WITHOUT ROWID;
CREATE INDEX short_form_name ON short_form (type, name);
CREATE INDEX short_form_article ON short_form (article);
CREATE TABLE identity (  -- only where more than the name decided who is meant
    article TEXT NOT NULL, type TEXT NOT NULL, name TEXT NOT NULL, block TEXT NOT NULL, iri TEXT NOT NULL,
    label TEXT NOT NULL, reason TEXT NOT NULL, PRIMARY KEY (type, block, article, name)
) WITHOUT ROWID;
CREATE INDEX identity_article ON identity (article);
CREATE INDEX identity_iri ON identity (iri);
CREATE TABLE rejection (  -- a fact that the article says and a person has rejected
    article TEXT NOT NULL, fact TEXT NOT NULL, PRIMARY KEY (fact, article)
) WITHOUT ROWID;
CREATE INDEX rejection_article ON rejection (article);
CREATE TABLE pending (article TEXT PRIMARY KEY) WITHOUT ROWID;
