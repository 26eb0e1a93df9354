from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [("kernel", "0007_imports_and_erasures")]

    operations = [
        migrations.RunSQL("CREATE SEQUENCE kernel_reference_wor", "DROP SEQUENCE kernel_reference_wor")
    ]
