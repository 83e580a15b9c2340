//! Names as they were typed here.

use domain::Contact;

use crate::{Store, StoreError};

/// A person whose name was typed here once.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KnownPerson {
    /// The e-mail in lower case: the key.
    pub email_key: String,
    /// The e-mail as it was typed.
    pub email: String,
    /// First name.
    pub first_name: String,
    /// Last name.
    pub last_name: String,
}

impl From<&Contact> for KnownPerson {
    fn from(contact: &Contact) -> Self {
        Self {
            email_key: contact.email.key(),
            email: contact.email.as_str().to_owned(),
            first_name: contact.first_name.as_str().to_owned(),
            last_name: contact.last_name.as_str().to_owned(),
        }
    }
}

impl Store {
    /// Everybody whose name was typed here.
    pub async fn people(&self) -> Result<Vec<KnownPerson>, StoreError> {
        let rows: Vec<(String, String, String, String)> =
            sqlx::query_as("SELECT email_key, email, first_name, last_name FROM person")
                .fetch_all(&self.pool)
                .await?;
        Ok(rows
            .into_iter()
            .map(|(email_key, email, first_name, last_name)| KnownPerson {
                email_key,
                email,
                first_name,
                last_name,
            })
            .collect())
    }

    /// Remembers the names of people; the last one typed wins.
    pub async fn learn_people(&self, contacts: &[Contact]) -> Result<(), StoreError> {
        self.writable()?;
        let mut transaction = self.pool.begin().await?;
        for contact in contacts {
            sqlx::query(
                "INSERT INTO person VALUES (?, ?, ?, ?) ON CONFLICT DO UPDATE SET \
                 email = excluded.email, first_name = excluded.first_name, last_name = excluded.last_name",
            )
            .bind(contact.email.key())
            .bind(contact.email.as_str())
            .bind(contact.first_name.as_str())
            .bind(contact.last_name.as_str())
            .execute(&mut *transaction)
            .await?;
        }
        transaction.commit().await?;
        Ok(())
    }
}
