-- Made after a whole digest is laid, and kept from then on.
CREATE UNIQUE INDEX interaction_raw ON interaction (raw);
CREATE INDEX interaction_at ON interaction (at);
CREATE INDEX participant_card ON participant (card, interaction);
CREATE INDEX card_key ON card (key);
CREATE INDEX card_wish ON card (number) WHERE is_wish;
CREATE INDEX card_person ON card (person);
CREATE INDEX handle_card ON handle (card);
CREATE INDEX finding_reader ON finding (reader);
CREATE INDEX match_b ON match (b);
CREATE UNIQUE INDEX person_slug ON person (slug);
CREATE INDEX person_stem ON person (stem);
CREATE INDEX position_key ON position (organisation_key);
