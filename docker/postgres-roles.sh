#!/bin/bash
# First start of the database: the role that owns it and migrates, and the role of the running program, which cannot change history.
set -eu
psql -v ON_ERROR_STOP=1 -U "$POSTGRES_USER" -d postgres -v owner="$CABINET_OWNER_PASSWORD" -v runtime="$CABINET_RUNTIME_PASSWORD" <<'SQL'
CREATE ROLE cabinet_owner LOGIN PASSWORD :'owner';
CREATE ROLE cabinet_runtime LOGIN PASSWORD :'runtime';
CREATE DATABASE cabinet OWNER cabinet_owner ENCODING 'UTF8' LOCALE_PROVIDER icu ICU_LOCALE 'ru-RU' LC_CTYPE 'C.UTF-8' LC_COLLATE 'C' TEMPLATE template0;
\connect cabinet
CREATE EXTENSION pg_trgm;
CREATE EXTENSION btree_gist;
SQL
